package io.jtp.resume;

import java.lang.invoke.MethodType;
import java.nio.file.Path;

/** Readers of the image that the JDK's classes are in, as the file system {@code jrt:/} has them. */
final class RuntimeImages {

    private static final String READER = "jdk.internal.jimage.ImageReader";

    private RuntimeImages() {}

    /** Gives a reader what all readers of this JVM share, as {@code ImageReader.open} does. */
    static void open(Object image) throws Throwable {
        Class<?> type = Class.forName(READER);
        Class<?> shared = Class.forName(READER + "$SharedImageReader");
        Object opened = Internals.LOOKUP
                .findStatic(type, "open", MethodType.methodType(type, Path.class))
                .invoke(Path.of(System.getProperty("java.home"), "lib", "modules"));
        long reader = Internals.offset(type, "reader");
        Object readers = Internals.UNSAFE.getReference(opened, reader);
        Internals.UNSAFE.putReference(image, reader, readers);
        Internals.LOOKUP
                .findVirtual(shared, "addOpener", MethodType.methodType(void.class, type))
                .invoke(readers, image);
        Internals.LOOKUP
                .findVirtual(shared, "removeOpener", MethodType.methodType(boolean.class, type))
                .invoke(readers, opened);
    }
}
