package io.jtp.classfile;

import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;

/**
 * Tells what may be missing in a class file that a JVM has written from what it keeps of a class. It keeps the constant pool as it was,
 * and in it are the names of all attributes that were there, JVMS 4.7.
 */
public final class LostAttributes {

    private static final int CONSTANT_UTF8 = 1;

    /** What a program, or the verifier, can tell from the class. Not those for debuggers, and not those that reflection never shows. */
    private static final Set<String> MATTERING = Set.of(
            "AnnotationDefault",
            "BootstrapMethods",
            "Code",
            "ConstantValue",
            "EnclosingMethod",
            "Exceptions",
            "InnerClasses",
            "LineNumberTable",
            "MethodParameters",
            "NestHost",
            "NestMembers",
            "PermittedSubclasses",
            "Record",
            "RuntimeVisibleAnnotations",
            "RuntimeVisibleParameterAnnotations",
            "RuntimeVisibleTypeAnnotations",
            "Signature",
            "SourceFile",
            "StackMapTable");

    private final ClassReader reader;
    private final char[] buffer;
    private final Set<String> present = new TreeSet<>();

    private LostAttributes(ClassReader reader) {
        this.reader = reader;
        this.buffer = new char[reader.getMaxStringLength()];
    }

    /** {@return names of attributes that are in the constant pool, and that nothing in the class file has} */
    public static Set<String> in(byte[] classFile) {
        LostAttributes lost = new LostAttributes(new ClassReader(classFile));
        lost.walk();
        Set<String> names = lost.named();
        names.removeAll(lost.present);
        return names;
    }

    private Set<String> named() {
        Set<String> names = new TreeSet<>();
        for (int i = 1; i < reader.getItemCount(); i++) {
            int item = reader.getItem(i);
            if (item != 0 && reader.readByte(item - 1) == CONSTANT_UTF8) {
                String text = text(item);
                if (MATTERING.contains(text)) {
                    names.add(text);
                }
            }
        }
        return names;
    }

    /** Most constants are long, and none of the names is. */
    private String text(int item) {
        int length = reader.readUnsignedShort(item);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(length, 40); i++) {
            text.append((char) reader.readByte(item + 2 + i));
        }
        return text.toString();
    }

    private void walk() {
        int at = reader.header + 6;
        at += 2 + 2 * reader.readUnsignedShort(at);
        // fields, then methods
        for (int kind = 0; kind < 2; kind++) {
            int members = reader.readUnsignedShort(at);
            at += 2;
            for (int i = 0; i < members; i++) {
                at = attributes(at + 6);
            }
        }
        attributes(at);
    }

    /** {@return the offset behind them} */
    private int attributes(int attributes) {
        int at = attributes + 2;
        for (int i = reader.readUnsignedShort(attributes); i > 0; i--) {
            String name = reader.readUTF8(at, buffer);
            present.add(name);
            int content = at + 6;
            if (name.equals("Code")) {
                int handlers = content + 8 + reader.readInt(content + 4);
                attributes(handlers + 2 + 8 * reader.readUnsignedShort(handlers));
            } else if (name.equals("Record")) {
                int component = content + 2;
                for (int k = reader.readUnsignedShort(content); k > 0; k--) {
                    component = attributes(component + 4);
                }
            }
            at = content + reader.readInt(at + 2);
        }
        return at;
    }
}
