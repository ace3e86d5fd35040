package io.jtp.classfile;

import java.util.List;
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
    private final Set<String> present = new TreeSet<>();

    private LostAttributes(ClassReader reader) {
        this.reader = reader;
    }

    /** {@return names of attributes that are in the constant pool, and that nothing in the class file has} */
    public static Set<String> in(byte[] classFile) {
        LostAttributes lost = new LostAttributes(new ClassReader(classFile));
        lost.note(Attribute.in(lost.reader));
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

    private void note(List<Attribute> attributes) {
        for (Attribute each : attributes) {
            present.add(each.name());
            if (each.name().equals("Code")) {
                note(each.ofCode(reader));
            } else if (each.name().equals("Record")) {
                note(each.ofComponents(reader));
            }
        }
    }
}
