package io.jtp.samples.loaders;

import io.jtp.samples.Here;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** Two loaders of the program's own, which tell whenever they are asked, have classes of the same names. */
public final class OwnLoaders {
    private OwnLoaders() {}

    /** Defines the classes of this package's plugin itself, from the class files that its parent has. */
    private static final class Isolating extends ClassLoader {
        private final List<String> asked = new ArrayList<>();

        static {
            registerAsParallelCapable();
        }

        Isolating(String name) {
            super(name, Isolating.class.getClassLoader());
        }

        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            if (!name.startsWith("java.")) {
                System.out.println(getName() + " is asked for " + name);
                asked.add(name);
            }
            return super.loadClass(name);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(Plugin.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static IntFunction<String> plugin(ClassLoader loader, Function<?, ?> moment) throws Exception {
        Class<?> type = Class.forName(Plugin.class.getName(), true, loader);
        return (IntFunction<String>) type.getConstructor(Function.class).newInstance(moment);
    }

    public static void main(String[] args) throws Exception {
        Here.begin();
        UnaryOperator<Object> moment = Here::now;
        Isolating red = new Isolating("red");
        Isolating blue = new Isolating("blue");
        List<IntFunction<String>> plugins =
                List.of(plugin(red, moment), plugin(red, moment), plugin(blue, moment), new Plugin(moment));
        for (IntFunction<String> plugin : plugins) {
            System.out.println(plugin.apply(2));
        }
        Here.now();
        for (IntFunction<String> plugin : plugins) {
            Class<?> type = plugin.getClass();
            System.out.println(type.getName() + " of " + type.getClassLoader().getName() + " in " + type.getPackage()
                    + " "
                    + type.getModule().isNamed() + " " + (type.getClassLoader().getUnnamedModule() == type.getModule())
                    + " " + (plugin instanceof Plugin) + " "
                    + (type.getProtectionDomain().getCodeSource() == null));
        }
        System.out.println(plugins.get(0).getClass() == plugins.get(1).getClass());
        System.out.println(plugins.get(1).getClass() == plugins.get(2).getClass());
        System.out.println(red.asked.size() + " " + blue.asked + " " + red.isRegisteredAsParallelCapable());
        System.out.println(plugin(red, moment).apply(1));
        try {
            Plugin.class.cast(plugins.get(0));
        } catch (ClassCastException e) {
            System.out.println(e.getMessage().contains(Plugin.class.getName()));
        }
        Here.now();
        System.out.println(Class.forName(OwnLoaders.class.getName(), true, blue).getSimpleName());
    }
}
