package io.jtp.resume;

import io.jtp.snapshot.ClassOrigin;
import io.jtp.snapshot.ClassOrigin.ArrayOf;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.ClassOrigin.ByName;
import io.jtp.snapshot.ClassOrigin.CallerInvoker;
import io.jtp.snapshot.ClassOrigin.Defined;
import io.jtp.snapshot.ClassOrigin.DynamicProxy;
import io.jtp.snapshot.ClassOrigin.HandleSpecies;
import io.jtp.snapshot.ClassOrigin.LambdaProxy;
import io.jtp.snapshot.LoadedClass;
import java.util.List;

/** The classes of the snapshot, loaded and linked again but not initialised, by type number. */
final class Types {

    private final List<LoadedClass> loaded;
    private final Class<?>[] classes;
    private ProgramLoaders loaders;

    Types(List<LoadedClass> loaded) {
        this.loaded = loaded;
        classes = new Class<?>[loaded.size()];
    }

    /** Loads the classes that have names. */
    void load() throws ClassNotFoundException {
        for (int i = 0; i < classes.length; i++) {
            if (loaded.get(i).origin() instanceof ByName) {
                load(i);
            }
        }
    }

    /** Defines the classes of the program's own loaders; those that have names are there already, and morphs in their places. */
    void define(ProgramLoaders made) throws ClassNotFoundException {
        loaders = made;
        for (int i = 0; i < classes.length; i++) {
            if (loaded.get(i).origin() instanceof Defined || loaded.get(i).origin() instanceof ArrayOf) {
                load(i);
            }
        }
    }

    /** {@return a class that is no lambda's, loaded now if it is not there yet} */
    Class<?> load(int number) throws ClassNotFoundException {
        if (classes[number] == null) {
            LoadedClass description = loaded.get(number);
            if (description.origin() instanceof ByName origin) {
                classes[number] = byName(description.name(), origin.loader());
            } else if (description.origin() instanceof Defined origin) {
                classes[number] = loaders.define(number, origin);
            } else if (description.origin() instanceof ArrayOf array) {
                classes[number] = load(array.component()).arrayType();
            }
        }
        return type(number);
    }

    ProgramLoaders loaders() {
        return loaders;
    }

    /**
     * Makes the classes that the source's JVM has made as it ran; loading must be over, and morphs in place, for this runs code of the JDK.
     *
     * @param step only those that wait for this, see {@link Initializers#step}
     */
    void makeClasses(Initializers initializers, int step) {
        for (int i = 0; i < classes.length; i++) {
            ClassOrigin origin = loaded.get(i).origin();
            if (origin instanceof ByName || initializers.step(i) != step) {
                continue;
            }
            if (origin instanceof LambdaProxy proxy) {
                classes[i] = LambdaLinker.link(i, proxy, type(proxy.host()), loaded.get(i));
            } else if (origin instanceof HandleSpecies species) {
                classes[i] = Species.ofHandles(species.kinds());
            } else if (origin instanceof CallerInvoker invoker) {
                classes[i] = Species.ofCallers(type(invoker.host()));
            } else if (origin instanceof DynamicProxy proxy) {
                classes[i] = Species.ofProxies(
                        loaded.get(i).name().replace('/', '.'), loader(proxy.loader()), types(proxy.interfaces()));
            }
        }
    }

    private Class<?>[] types(List<Integer> numbers) {
        Class<?>[] types = new Class<?>[numbers.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = type(numbers.get(i));
        }
        return types;
    }

    /** {@return whether the class is there} Others have to wait, see {@link #makeClasses}. */
    boolean isThere(int number) {
        return classes[number] != null;
    }

    Class<?> type(int number) {
        Class<?> type = classes[number];
        if (type == null) {
            throw new IllegalStateException(loaded.get(number).name() + " is needed before it is there");
        }
        return type;
    }

    LoadedClass description(int number) {
        return loaded.get(number);
    }

    int count() {
        return classes.length;
    }

    boolean isOfProgram(int number) {
        return loaded.get(number).isOfProgram();
    }

    static boolean isOfProgram(Class<?> type) {
        BuiltinLoader loader = builtin(type.getClassLoader());
        return loader == null || loader == BuiltinLoader.APP;
    }

    /** {@return null for the boot loader} */
    static ClassLoader loader(BuiltinLoader loader) {
        return switch (loader) {
            case BOOT -> null;
            case PLATFORM -> ClassLoader.getPlatformClassLoader();
            case APP -> ClassLoader.getSystemClassLoader();
        };
    }

    /** {@return null if it is none of the built-in ones} */
    static BuiltinLoader builtin(ClassLoader loader) {
        if (loader == null) {
            return BuiltinLoader.BOOT;
        }
        if (loader == ClassLoader.getSystemClassLoader()) {
            return BuiltinLoader.APP;
        }
        return loader == ClassLoader.getPlatformClassLoader() ? BuiltinLoader.PLATFORM : null;
    }

    private static Class<?> byName(String name, BuiltinLoader origin) throws ClassNotFoundException {
        Class<?> primitive = primitive(name);
        if (primitive != null) {
            return primitive;
        }
        ClassLoader loader = loader(origin);
        Class<?> found = Class.forName(name.replace('/', '.'), false, loader);
        if (found.getClassLoader() != loader) {
            throw new ClassNotFoundException(name + " is of the class loader " + found.getClassLoader()
                    + " here, at the source it is of " + origin);
        }
        return found;
    }

    private static Class<?> primitive(String name) {
        return switch (name) {
            case "boolean" -> boolean.class;
            case "byte" -> byte.class;
            case "char" -> char.class;
            case "short" -> short.class;
            case "int" -> int.class;
            case "long" -> long.class;
            case "float" -> float.class;
            case "double" -> double.class;
            case "void" -> void.class;
            default -> null;
        };
    }
}
