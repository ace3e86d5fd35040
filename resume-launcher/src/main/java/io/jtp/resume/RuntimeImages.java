package io.jtp.resume;

import java.lang.invoke.MethodType;
import java.nio.file.Path;

/** The image that the JDK's classes are in, as the file system {@code jrt:/} has it: its readers and nodes. */
final class RuntimeImages {

    /** Internal name. */
    static final String READER = "jdk/internal/jimage/ImageReader";

    private static final String NAME = READER.replace('/', '.');

    /** Stays open, so that the nodes remain those that all readers of this JVM find. */
    private static Object nodes;

    private RuntimeImages() {}

    /** Gives a reader what all readers of this JVM share, as {@code ImageReader.open} does. */
    static void open(Object image) throws Throwable {
        Class<?> type = Class.forName(NAME);
        Class<?> shared = Class.forName(NAME + "$SharedImageReader");
        Object opened = opened(type);
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

    /** {@return the node of a name, or null if this JDK's image has none} */
    static Object node(String name) {
        try {
            Class<?> type = Class.forName(NAME);
            if (nodes == null) {
                nodes = opened(type);
            }
            return Internals.LOOKUP
                    .findVirtual(type, "findNode", MethodType.methodType(Class.forName(NAME + "$Node"), String.class))
                    .invoke(nodes, name);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the JDK's image cannot be read", e);
        }
    }

    private static Object opened(Class<?> type) throws Throwable {
        return Internals.LOOKUP
                .findStatic(type, "open", MethodType.methodType(type, Path.class))
                .invoke(Path.of(System.getProperty("java.home"), "lib", "modules"));
    }
}
