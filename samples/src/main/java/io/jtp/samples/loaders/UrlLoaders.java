package io.jtp.samples.loaders;

import io.jtp.samples.Here;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** A {@code URLClassLoader} that shares nothing with the program but the JDK; loads further classes after a move, and is closed. */
public final class UrlLoaders {
    private UrlLoaders() {}

    @SuppressWarnings("unchecked")
    private static IntFunction<String> plugin(ClassLoader loader, Function<?, ?> moment) throws Exception {
        Class<?> type = loader.loadClass(Plugin.class.getName());
        return (IntFunction<String>) type.getConstructor(Function.class).newInstance(moment);
    }

    private static int length(ClassLoader loader, String resource) throws Exception {
        try (InputStream in = loader.getResourceAsStream(resource)) {
            return in == null ? -1 : in.readAllBytes().length;
        }
    }

    public static void main(String[] args) throws Exception {
        Here.begin();
        UnaryOperator<Object> moment = Here::now;
        URL[] path = {Plugin.class.getProtectionDomain().getCodeSource().getLocation()};
        String resource = Plugin.class.getName().replace('.', '/') + ".class";
        URLClassLoader loader = new URLClassLoader("plugins", path, ClassLoader.getPlatformClassLoader());
        Here.now();
        IntFunction<String> plugin = plugin(loader, moment);
        System.out.println(plugin.apply(2));
        System.out.println(plugin instanceof Plugin);
        System.out.println(plugin.getClass()
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .equals(path[0]));
        System.out.println(plugin(loader, moment).apply(1));
        Class<?> other = loader.loadClass(Here.class.getName());
        System.out.println((other == Here.class) + " " + (other.getClassLoader() == loader));
        Thread.currentThread().setContextClassLoader(loader);
        Here.now();
        System.out.println(length(loader, resource) > 1000);
        Here.now();
        System.out.println(Thread.currentThread().getContextClassLoader() == loader);
        URLConnection connection = loader.getResource(resource).openConnection();
        System.out.println(connection.getContentLength() > 1000);
        Here.now();
        try (InputStream in = connection.getInputStream()) {
            System.out.println(in.readNBytes(1000).length);
            Here.now();
            System.out.println(in.readAllBytes().length > 0);
        }
        loader.close();
        Here.now();
        System.out.println(length(loader, resource));
        try {
            loader.loadClass(OwnLoaders.class.getName());
        } catch (ClassNotFoundException e) {
            System.out.println("closed: " + e.getMessage());
        }
        System.out.println(plugin.apply(1));
    }
}
