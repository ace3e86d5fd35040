package io.jtp.resume;

import io.jtp.snapshot.NativePart.Library;
import io.jtp.snapshot.Sha256;
import java.io.File;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;

/** Native libraries of the program's. */
final class Libraries {
    private Libraries() {}

    /** The first JDK that warns of native code (JEP 472). */
    private static final int WARNS = 24;

    /**
     * Loads one, as {@code System.load} does on behalf of the class that calls it.
     *
     * @throws IllegalStateException if it is not the same file
     */
    static void load(Class<?> user, Library library) throws Throwable {
        String digest;
        try {
            digest = Sha256.of(Files.readAllBytes(Path.of(library.path())));
        } catch (IOException e) {
            throw new IllegalStateException("the native library " + library.path() + " cannot be read here: " + e, e);
        }
        if (!digest.equals(library.digest())) {
            throw new IllegalStateException("the native library " + library.path() + " is another one here");
        }
        if (Runtime.version().feature() >= WARNS) {
            allowNativeAccess(user.getModule());
        }
        MethodType type =
                MethodType.methodType(Class.forName("jdk.internal.loader.NativeLibrary"), Class.class, File.class);
        Internals.LOOKUP.findStatic(ClassLoader.class, "loadLibrary", type).invoke(user, new File(library.path()));
    }

    /** The JVM says once for each module that it uses native code, on standard error, and it has when the library was loaded first. */
    private static void allowNativeAccess(Module module) throws Throwable {
        Module target = (Module) Internals.LOOKUP
                .findVirtual(Module.class, "moduleForNativeAccess", MethodType.methodType(Module.class))
                .invoke(module);
        Internals.LOOKUP
                .findVirtual(Module.class, "implAddEnableNativeAccess", MethodType.methodType(Module.class))
                .invoke(target);
    }
}
