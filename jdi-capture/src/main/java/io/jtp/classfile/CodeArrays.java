package io.jtp.classfile;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;

/** Cuts the code arrays, JVMS 4.7.3, out of a class file. */
final class CodeArrays {

    private CodeArrays() {}

    /** {@return one array for each method, in order; null where a method has no code} */
    static List<byte[]> read(ClassReader reader) {
        char[] buffer = new char[reader.getMaxStringLength()];
        int at = reader.header + 6;
        at += 2 + 2 * reader.readUnsignedShort(at);
        int fields = reader.readUnsignedShort(at);
        at += 2;
        for (int i = 0; i < fields; i++) {
            at = skipAttributes(reader, at + 6);
        }
        int methods = reader.readUnsignedShort(at);
        at += 2;
        List<byte[]> codes = new ArrayList<>(methods);
        for (int i = 0; i < methods; i++) {
            codes.add(code(reader, at + 6, buffer));
            at = skipAttributes(reader, at + 6);
        }
        return codes;
    }

    private static byte[] code(ClassReader reader, int attributes, char[] buffer) {
        int at = attributes + 2;
        for (int i = reader.readUnsignedShort(attributes); i > 0; i--) {
            if ("Code".equals(reader.readUTF8(at, buffer))) {
                byte[] code = new byte[reader.readInt(at + 10)];
                for (int k = 0; k < code.length; k++) {
                    code[k] = (byte) reader.readByte(at + 14 + k);
                }
                return code;
            }
            at += 6 + reader.readInt(at + 2);
        }
        return null;
    }

    private static int skipAttributes(ClassReader reader, int attributes) {
        int at = attributes + 2;
        for (int i = reader.readUnsignedShort(attributes); i > 0; i--) {
            at += 6 + reader.readInt(at + 2);
        }
        return at;
    }
}
