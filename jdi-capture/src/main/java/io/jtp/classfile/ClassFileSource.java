package io.jtp.classfile;

import io.jtp.snapshot.ClassOrigin;
import java.util.Optional;

/** Where original class files come from, those that the target JVM read. */
@FunctionalInterface
public interface ClassFileSource {

    /**
     * Finds a class as code loaded by a built-in loader sees it: that loader's parents are asked too.
     *
     * @param internalName such as {@code java/util/ArrayList}; not an array
     * @return the whole class file, or empty if there is none of that name
     * @throws java.io.UncheckedIOException if it is there but cannot be read; the message names the file
     */
    Optional<byte[]> find(String internalName, ClassOrigin.BuiltinLoader loader);
}
