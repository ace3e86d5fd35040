package io.jtp.samples.loaders;

import io.jtp.samples.Here;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Classes that loaders of the program's own have loaded, and that nobody has used yet: they are neither linked nor initialised. */
public final class LoadedOnly {
    private LoadedOnly() {}

    /** What the loaders define. */
    public static class First implements Supplier<String> {
        static final int NUMBER = Here.now(1);

        static {
            System.out.println("the first is initialised");
        }

        @Override
        public String get() {
            return "first " + NUMBER;
        }
    }

    /** Its superclass and its interface are loaded with it. */
    public static final class Second extends First {
        static final int NUMBER = Here.now(2);

        static {
            System.out.println("the second is initialised");
        }

        @Override
        public String get() {
            return super.get() + " second " + NUMBER;
        }
    }

    /** The verifier looks at this one and the next when it comes to {@link Verified0}. */
    public static class Base0 {}

    /** Not what the class is called in the end. */
    public static final class Derived0 extends Base0 {}

    /** Its name ends in 1 when it is defined, and nobody keeps the class file. */
    public static final class Verified0 implements Supplier<String> {
        @Override
        public String get() {
            return Here.now(make()).getClass().getName();
        }

        private static Base0 make() {
            return new Derived0();
        }
    }

    private static final class Telling extends ClassLoader {
        Telling(String name) {
            super(name, Telling.class.getClassLoader());
        }

        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            if (name.startsWith("io.")) {
                System.out.println(getName() + " is asked for " + name);
            }
            if (!name.startsWith(LoadedOnly.class.getName() + "$")) {
                return super.loadClass(name);
            }
            Class<?> known = known(name);
            return known != null ? known : define(name);
        }

        Class<?> known(String name) {
            return findLoadedClass(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file =
                    getParent().getResourceAsStream(name.replace('.', '/').replace('1', '0') + ".class")) {
                byte[] bytes = file.readAllBytes();
                if (name.endsWith("1")) {
                    bytes = new String(bytes, StandardCharsets.ISO_8859_1)
                            .replaceAll("(Base|Derived|Verified)0", "$11")
                            .getBytes(StandardCharsets.ISO_8859_1);
                }
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static String get(Class<?> type) throws ReflectiveOperationException {
        return (String) ((Supplier<?>) type.getConstructor().newInstance()).get();
    }

    public static void main(String[] args) throws ReflectiveOperationException {
        Here.begin();
        Telling loader = new Telling("one");
        // the class and the loader's list of classes are all that leads to it
        Class<?> second = loader.loadClass(Second.class.getName());
        Here.now();
        System.out.println(loader.known(First.class.getName()) == second.getSuperclass());
        Object[] none = (Object[]) Array.newInstance(second, 0);
        Telling other = new Telling("other");
        Telling idle = new Telling("idle");
        Class<?> otherFirst = other.loadClass(First.class.getName());
        System.out.println(Class.forName(LoadedOnly.class.getName(), false, idle) == LoadedOnly.class);
        Here.now();
        System.out.println(Class.forName(LoadedOnly.class.getName(), false, idle) == LoadedOnly.class);
        System.out.println(none.getClass().getComponentType() == second);
        System.out.println(otherFirst.getName() + " " + (otherFirst == second.getSuperclass()));
        System.out.println(get(otherFirst));
        Here.now();
        System.out.println(get(second));
        Class<?> verified = loader.loadClass(Verified0.class.getName().replace('0', '1'));
        Here.now();
        System.out.println(verified.getName());
        System.out.println(get(verified));
        System.out.println(loader.known(First.class.getName()) == second.getSuperclass());
    }
}
