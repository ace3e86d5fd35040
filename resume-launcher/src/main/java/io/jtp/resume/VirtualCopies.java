package io.jtp.resume;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/**
 * Virtual threads whose objects are copies. Each is made one that has been started and has not run yet: its continuation begins anew, with the same task,
 * and what it then calls has the guard of a morph. While it waits it leaves its carrier, so that there can be any number of them.
 */
final class VirtualCopies {

    private static final String TYPE = "java.lang.VirtualThread";

    private VirtualCopies() {}

    static boolean isVirtual(Thread thread) {
        return isType(thread.getClass());
    }

    static boolean isType(Class<?> type) {
        return type.getName().equals(TYPE);
    }

    /** Makes it a thread that has been started, not interrupted: an interrupted one would not leave its carrier. */
    static void makeNew(Thread thread) throws Throwable {
        Class<?> type = thread.getClass();
        CopiedThreads.setInterrupted(thread, false);
        Internals.UNSAFE.putBoolean(thread, Internals.offset(type, "parkPermit"), false);
        Internals.UNSAFE.putIntVolatile(thread, Internals.offset(type, "state"), (int)
                Internals.LOOKUP.findStaticGetter(type, "STARTED", int.class).invoke());
    }

    /** Has it run, on a carrier of this JVM's. */
    static void start(Thread thread) throws Throwable {
        MethodType nothing = MethodType.methodType(void.class);
        Class<?> containers = Class.forName("jdk.internal.vm.ThreadContainers");
        Class<?> containerType = Class.forName("jdk.internal.vm.ThreadContainer");
        Object container = Internals.UNSAFE.getReference(thread, Internals.offset(Thread.class, "container"));
        MethodHandle root = Internals.LOOKUP.findStatic(containers, "root", MethodType.methodType(containerType));
        if (container == root.invoke()) {
            // the others have come along
            Internals.LOOKUP
                    .findVirtual(containerType, "add", MethodType.methodType(void.class, Thread.class))
                    .invoke(container, thread);
        }
        Internals.LOOKUP
                .findVirtual(thread.getClass(), "submitRunContinuation", nothing)
                .invoke(thread);
    }
}
