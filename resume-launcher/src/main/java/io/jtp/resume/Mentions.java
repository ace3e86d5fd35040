package io.jtp.resume;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
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

    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;

    private Mentions() {}

    /** Loads the classes, without initialising them, by this loader. The JVM's own, null, runs no Java code and need not be asked. */
    static void load(byte[] classFile, ClassLoader loader) throws IOException {
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
    static List<String> names(byte[] classFile) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        in.skipNBytes(8);
        int count = in.readUnsignedShort();
        String[] texts = new String[count];
        List<Integer> classes = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case UTF8 -> texts[i] = in.readUTF();
                case CLASS -> classes.add(in.readUnsignedShort());
                case STRING, METHOD_TYPE, MODULE, PACKAGE -> in.skipNBytes(2);
                case METHOD_HANDLE -> in.skipNBytes(3);
                case LONG, DOUBLE -> {
                    in.skipNBytes(8);
                    // they take two entries
                    i++;
                }
                default -> in.skipNBytes(4);
            }
        }
        List<String> names = new ArrayList<>(classes.size());
        for (int name : classes) {
            names.add(texts[name].replace('/', '.'));
        }
        return names;
    }
}
