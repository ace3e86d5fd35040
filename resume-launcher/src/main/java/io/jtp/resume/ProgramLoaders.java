package io.jtp.resume;

import io.jtp.snapshot.ClassOrigin.Defined;
import io.jtp.snapshot.LoadedClass;
import io.jtp.snapshot.ProgramLoader;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Vector;
import java.util.WeakHashMap;
import jdk.internal.misc.Unsafe;

/**
 * The class loaders of the program's own, and the classes that they have defined. The loaders are made empty, with no more in them than the JVM
 * needs; their classes are defined by the JVM on their behalf. Whenever the JVM asks one of them for a class, it gets the one that it got at the
 * source ({@link Replay#loaded}), so that no code of the program runs, and the JVM does not ask again later.
 */
final class ProgramLoaders {

    private static final Unsafe UNSAFE = Internals.UNSAFE;

    /** What morphs refer to, and no loader knows of. */
    private static final List<Class<?>> OURS = List.of(Replay.class, LambdaSites.class);

    private final Types types;
    private final List<ProgramLoader> descriptions;
    private final MorphInstaller morphs;
    private final ClassLoader[] loaders;
    private final List<Map<String, Integer>> found = new ArrayList<>();
    private final Map<Integer, ProtectionDomain> domains = new HashMap<>();

    ProgramLoaders(Types types, List<ProgramLoader> descriptions, MorphInstaller morphs) {
        this.types = types;
        this.descriptions = descriptions;
        this.morphs = morphs;
        loaders = new ClassLoader[descriptions.size()];
        for (ProgramLoader description : descriptions) {
            Map<String, Integer> names = new HashMap<>();
            for (int type : description.found()) {
                names.put(types.description(type).name().replace('/', '.'), type);
            }
            found.add(names);
        }
        for (int type = 0; type < types.count(); type++) {
            LoadedClass description = types.description(type);
            if (description.origin() instanceof Defined defined) {
                found.get(defined.loader()).put(description.name().replace('/', '.'), type);
            }
        }
    }

    /** Defines a class, and before it those that it is made from. */
    Class<?> define(int type, Defined origin) {
        ProtectionDomain domain = origin.domain() == Defined.NO_DOMAIN ? null : domain(origin.domain());
        byte[] classFile = morphs.classFile(type, origin.classFile());
        return UNSAFE.defineClass(null, classFile, 0, classFile.length, loader(origin.loader()), domain);
    }

    /** {@return the loader; empty as yet when it is asked for the first time} */
    ClassLoader loader(int position) {
        if (loaders[position] == null) {
            loaders[position] = make(descriptions.get(position));
        }
        return loaders[position];
    }

    Module module(int position) {
        return loader(position).getUnnamedModule();
    }

    ProtectionDomain domain(int number) {
        return domains.computeIfAbsent(number, n -> (ProtectionDomain) allocate(ProtectionDomain.class));
    }

    /**
     * {@return the class that the JVM has been given by this loader at the source; null if it is none of these loaders}
     *
     * @throws ClassNotFoundException if it cannot be told which it would be given
     */
    Class<?> find(ClassLoader loader, String name) throws ClassNotFoundException {
        for (int i = 0; i < loaders.length; i++) {
            if (loaders[i] == loader) {
                Integer type = found.get(i).get(name);
                if (type != null) {
                    return types.load(type);
                }
                return unasked(name);
            }
        }
        return null;
    }

    /** Has the JVM take note of all classes that it has been given at the source, and of ours, so that it asks nobody again. */
    void remember() throws ClassNotFoundException {
        for (int i = 0; i < loaders.length; i++) {
            for (String name : found.get(i).keySet()) {
                Class.forName(name, false, loader(i));
            }
            for (Class<?> each : OURS) {
                Class.forName(each.getName(), false, loader(i));
            }
        }
    }

    /**
     * {@return a class as code of this loader sees it} Unlike {@code Class.forName} this leaves no trace in the JVM, which looks for classes of
     * the JDK that are mentioned in the types of methods without asking the loader.
     */
    Class<?> see(ClassLoader loader, String name) throws ClassNotFoundException {
        return name.startsWith("java.") ? Class.forName(name, false, null) : find(loader, name);
    }

    /** One of ours, or a class of the JDK that resume code casts to, and that the loader has not been asked for yet: no loader can have another. */
    private static Class<?> unasked(String name) throws ClassNotFoundException {
        for (Class<?> each : OURS) {
            if (each.getName().equals(name)) {
                return each;
            }
        }
        if (!name.startsWith("java.")) {
            throw new ClassNotFoundException(name);
        }
        return Class.forName(name, false, null);
    }

    /** Does for a class of class loaders what its initialiser has done at the source. */
    static void registerAsParallelCapable(Class<?> type) throws Throwable {
        Class<?> register = Class.forName("java.lang.ClassLoader$ParallelLoaders");
        boolean registered = (boolean) Internals.LOOKUP
                .findStatic(register, "register", MethodType.methodType(boolean.class, Class.class))
                .invokeExact(type);
        if (!registered) {
            throw new IllegalStateException(type + " cannot be made parallel capable");
        }
    }

    private ClassLoader make(ProgramLoader description) {
        try {
            ClassLoader loader = (ClassLoader) allocate(types.load(description.type()));
            if (!description.name().isEmpty()) {
                put(loader, "name", description.name());
            }
            if (!description.nameAndId().isEmpty()) {
                put(loader, "nameAndId", description.nameAndId());
            }
            MethodHandle module = Internals.LOOKUP.findConstructor(
                    Module.class, MethodType.methodType(void.class, ClassLoader.class));
            put(loader, "unnamedModule", module.invoke(loader));
            // the JVM has each class that it defines added to this list
            put(
                    loader,
                    "classes",
                    loadedClasses(description.type()).equals("Ljava/util/Vector;")
                            ? new Vector<>()
                            : new ArrayList<>());
            if (loader instanceof java.net.URLClassLoader) {
                UNSAFE.putReference(
                        loader, Internals.offset(java.net.URLClassLoader.class, "closeables"), new WeakHashMap<>());
            }
            return loader;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a class loader of the program could not be made", e);
        }
    }

    /** {@return the descriptor of {@code ClassLoader.classes}, which is hidden from reflection} */
    private String loadedClasses(int type) {
        LoadedClass description = types.description(type);
        if (!description.name().equals("java/lang/ClassLoader")) {
            return loadedClasses(description.superclass());
        }
        for (LoadedClass.Field field : description.fields()) {
            if (field.name().equals("classes")) {
                return field.descriptor();
            }
        }
        throw new IllegalStateException("this JDK's ClassLoader has no list of its classes");
    }

    private static void put(ClassLoader loader, String field, Object value) {
        UNSAFE.putReference(loader, Internals.offset(ClassLoader.class, field), value);
    }

    private static Object allocate(Class<?> type) {
        try {
            return UNSAFE.allocateInstance(type);
        } catch (InstantiationException e) {
            throw new IllegalStateException(type + " cannot be allocated", e);
        }
    }
}
