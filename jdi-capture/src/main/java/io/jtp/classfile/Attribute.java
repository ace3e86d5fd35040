package io.jtp.classfile;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;

/**
 * Where an attribute of a class file is, JVMS 4.7.
 *
 * @param member offset of the field_info or method_info that has it; 0 for an attribute of the class
 * @param content offset behind attribute_length
 * @param end offset behind it
 */
public record Attribute(String name, int member, int content, int end) {

    /** {@return those of the fields, of the methods and of the class, in order; not those within others} */
    public static List<Attribute> in(ClassReader reader) {
        List<Attribute> found = new ArrayList<>();
        char[] buffer = new char[reader.getMaxStringLength()];
        int at = reader.header + 6;
        at += 2 + 2 * reader.readUnsignedShort(at);
        // fields, then methods
        for (int kind = 0; kind < 2; kind++) {
            int members = reader.readUnsignedShort(at);
            at += 2;
            for (int i = 0; i < members; i++) {
                at = table(reader, buffer, at, at + 6, found);
            }
        }
        table(reader, buffer, 0, at, found);
        return found;
    }

    /** {@return those that the code of a method has, of a Code attribute} */
    List<Attribute> ofCode(ClassReader reader) {
        int handlers = content + 8 + reader.readInt(content + 4);
        List<Attribute> found = new ArrayList<>();
        table(
                reader,
                new char[reader.getMaxStringLength()],
                member,
                handlers + 2 + 8 * reader.readUnsignedShort(handlers),
                found);
        return found;
    }

    /** {@return those that the components have, of a Record attribute} */
    List<Attribute> ofComponents(ClassReader reader) {
        List<Attribute> found = new ArrayList<>();
        char[] buffer = new char[reader.getMaxStringLength()];
        int component = content + 2;
        for (int i = reader.readUnsignedShort(content); i > 0; i--) {
            component = table(reader, buffer, 0, component + 4, found);
        }
        return found;
    }

    /** {@return the offset behind the table} */
    private static int table(ClassReader reader, char[] buffer, int member, int table, List<Attribute> found) {
        int at = table + 2;
        for (int i = reader.readUnsignedShort(table); i > 0; i--) {
            int content = at + 6;
            int end = content + reader.readInt(at + 2);
            found.add(new Attribute(reader.readUTF8(at, buffer), member, content, end));
            at = end;
        }
        return at;
    }
}
