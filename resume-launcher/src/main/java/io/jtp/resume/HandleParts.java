package io.jtp.resume;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;

/**
 * Gives method handles and var handles what belongs to this JVM: members are resolved, {@code LambdaForm}s get code to run. They were
 * copied without.
 */
final class HandleParts {

    private static final String PACKAGE = "java.lang.invoke.";

    /** {@code MethodHandleNatives.Constants.LM_TRUSTED}. */
    private static final int TRUSTED = -1;

    /** {@code MN_IS_FIELD} and {@code MN_IS_TYPE} of the same class. */
    private static final int IS_FIELD = 0x00040000;

    private static final int IS_TYPE = 0x00080000;

    private final Heap heap;
    private final Lookup lookup = Internals.LOOKUP;

    HandleParts(Heap heap) {
        this.heap = heap;
    }

    /** Puts all of them right; to be called when the heap is filled. */
    void settle(List<InstanceRun> runs) throws ReflectiveOperationException {
        // code is made from members
        each(runs, PACKAGE + "MemberName", new Members());
        each(runs, PACKAGE + "LambdaForm$Name", new Getters());
        each(runs, PACKAGE + "LambdaForm", new Forms());
        each(runs, CallSite.class.getName(), new CallSites());
    }

    /** What is done with each object of a class. */
    private interface Repair {

        /** Called before the first one. */
        void prepare(Class<?> type) throws ReflectiveOperationException;

        void repair(Object object) throws Throwable;
    }

    private void each(List<InstanceRun> runs, String name, Repair repair) throws ReflectiveOperationException {
        Set<String> wanted = Set.of(name);
        boolean prepared = false;
        for (InstanceRun run : runs) {
            if (run.isA(wanted)) {
                if (!prepared) {
                    repair.prepare(Class.forName(name));
                    prepared = true;
                }
                for (int i = run.first(); i < run.end(); i++) {
                    try {
                        repair.repair(heap.object(i));
                    } catch (Throwable e) {
                        throw new IllegalStateException(
                                "the " + name + " " + heap.object(i) + " cannot be had here", e);
                    }
                }
            }
        }
    }

    /** Has the JVM resolve what was resolved. */
    private final class Members implements Repair {
        private MethodHandle resolve;
        private MethodHandle methodType;
        private MethodHandle fieldType;
        private long flags;
        private long resolution;
        private long declaring;

        @Override
        public void prepare(Class<?> type) throws ReflectiveOperationException {
            resolve = lookup.findStatic(
                            Class.forName(PACKAGE + "MethodHandleNatives"),
                            "resolve",
                            MethodType.methodType(type, type, Class.class, int.class, boolean.class))
                    .asType(MethodType.methodType(Object.class, Object.class, Class.class, int.class, boolean.class));
            methodType = lookup.findVirtual(type, "getMethodType", MethodType.methodType(MethodType.class));
            fieldType = lookup.findVirtual(type, "getFieldType", MethodType.methodType(Class.class));
            flags = Internals.offset(type, "flags");
            resolution = Internals.offset(type, "resolution");
            declaring = Internals.offset(type, "clazz");
        }

        @Override
        public void repair(Object member) throws Throwable {
            int known = Internals.UNSAFE.getInt(member, flags);
            if (Internals.UNSAFE.getReference(member, resolution) != null || (known & IS_TYPE) != 0) {
                return;
            }
            Object declaredBy = Internals.UNSAFE.getReference(member, declaring);
            // the JVM does not take the other forms that a member's type can have
            Object type = (known & IS_FIELD) != 0 ? fieldType.invoke(member) : methodType.invoke(member);
            Object resolved = (Object) resolve.invokeExact(member, (Class<?>) null, TRUSTED, false);
            if (resolved == null || Internals.UNSAFE.getReference(member, declaring) != declaredBy) {
                throw new NoSuchMethodException(declaredBy + " has no such member of type " + type);
            }
            // with what the JDK has added to what the JVM says
            Internals.UNSAFE.putInt(member, flags, known);
        }
    }

    /**
     * The functions that read a handle's values are known to the JDK by identity: a form without them would still read the old
     * handle's values when another value is bound to it.
     */
    private final class Getters implements Repair {
        private long function;
        private long member;
        private long declaring;
        private long name;
        private MethodHandle getter;

        @Override
        public void prepare(Class<?> type) throws ReflectiveOperationException {
            Class<?> functions = Class.forName(PACKAGE + "LambdaForm$NamedFunction");
            Class<?> members = Class.forName(PACKAGE + "MemberName");
            Class<?> species = Class.forName(PACKAGE + "ClassSpecializer$SpeciesData");
            function = Internals.offset(type, "function");
            member = Internals.offset(functions, "member");
            declaring = Internals.offset(members, "clazz");
            name = Internals.offset(members, "name");
            getter = lookup.findVirtual(species, "getterFunction", MethodType.methodType(functions, int.class))
                    .asType(MethodType.methodType(Object.class, Object.class, int.class));
        }

        @Override
        public void repair(Object step) throws Throwable {
            Object called = Internals.UNSAFE.getReference(step, function);
            Object read = called == null ? null : Internals.UNSAFE.getReference(called, member);
            Class<?> type = read == null ? null : (Class<?>) Internals.UNSAFE.getReference(read, declaring);
            if (type != null && type.getName().startsWith(PACKAGE + "BoundMethodHandle$Species_")) {
                String field = (String) Internals.UNSAFE.getReference(read, name);
                if (field.matches("arg[LIJFD]\\d+")) {
                    int index = Integer.parseInt(field.substring("argL".length()));
                    Object own = (Object) getter.invokeExact(Internals.getStatic(type, "BMH_SPECIES"), index);
                    Internals.UNSAFE.putReference(step, function, own);
                }
            }
        }
    }

    /** Has the JDK make code for what a form says, or find it. */
    private final class Forms implements Repair {
        private MethodHandle prepare;

        @Override
        public void prepare(Class<?> type) throws ReflectiveOperationException {
            prepare = lookup.findVirtual(type, "prepare", MethodType.methodType(void.class));
        }

        @Override
        public void repair(Object form) throws Throwable {
            prepare.invoke(form);
        }
    }

    /** Where a call site has an object by which the JVM knows the code that depends on it, it gets one. */
    private final class CallSites implements Repair {
        private MethodHandle make;
        private long context;

        @Override
        public void prepare(Class<?> type) throws ReflectiveOperationException {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals("context")) {
                    Class<?> contexts = Class.forName(PACKAGE + "MethodHandleNatives$CallSiteContext");
                    make = lookup.findStatic(contexts, "make", MethodType.methodType(contexts, CallSite.class))
                            .asType(MethodType.methodType(Object.class, CallSite.class));
                    context = Internals.offset(type, "context");
                }
            }
        }

        @Override
        public void repair(Object site) throws Throwable {
            if (make != null) {
                Internals.UNSAFE.putReference(site, context, (Object) make.invokeExact((CallSite) site));
            }
        }
    }
}
