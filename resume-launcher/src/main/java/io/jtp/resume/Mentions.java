package io.jtp.resume;

import java.util.ArrayList;
import java.util.List;

/**
 * Has the classes loaded that a class file mentions.
 *
 * <p>The first time that a class mentions another one, the JVM asks its loader for it, and the JDK's loaders are written in Java: if
 * that happened in resume code, methods of the JDK would run there, and some of them may be waited for as the next frame. When a loader
 * has been asked once, the JVM remembers the answer.
 */
final class Mentions {

    private Mentions() {}

    /** Loads the classes, without initialising them, by this loader. The JVM's own, null, runs no Java code and need not be asked. */
    static void load(byte[] classFile, ClassLoader loader) {
        if (loader == null) {
            return;
        }
        for (String name : names(classFile)) {
            try {
                Class.forName(name, false, loader);
            } catch (ClassNotFoundException | LinkageError e) {
                // what the program could not load either is nothing that resume code needs
            }
        }
    }

    /** {@return the names of the classes in a constant pool (JVMS 4.4), as {@link Class#forName} takes them} */
    static List<String> names(byte[] classFile) {
        ConstantPool pool = new ConstantPool(classFile);
        List<String> names = new ArrayList<>();
        for (int i = 1; i < pool.count(); i++) {
            if (pool.tag(i) == ConstantPool.CLASS) {
                names.add(pool.text(pool.index(i, 0)).replace('/', '.'));
            }
        }
        return names;
    }
}
