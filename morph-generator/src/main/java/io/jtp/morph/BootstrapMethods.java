package io.jtp.morph;

import io.jtp.classfile.Attribute;
import io.jtp.classfile.LambdaSite;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/**
 * Changes what links call sites and leaves all code as it is, to the byte: an invokedynamic instruction refers to a constant, and that to an
 * entry of the BootstrapMethods attribute (JVMS 4.4.10, 4.7.23).
 */
final class BootstrapMethods {

    private static final String OWNER = "io/jtp/resume/LambdaSites";
    private static final String NAME = "link";
    private static final String DESCRIPTOR =
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "ILjava/lang/invoke/MethodHandle;[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;";

    private static final int UTF8 = 1;
    private static final int INTEGER = 3;
    private static final int CLASS = 7;
    private static final int METHODREF = 10;
    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD_HANDLE = 15;
    private static final int INVOKE_DYNAMIC = 18;

    private static final int MAXIMUM = 65_535;

    private final byte[] classFile;
    private final ClassReader reader;
    private final char[] buffer;

    /** Offset of attribute_length. */
    private int attribute;

    /** Offset of each entry. */
    private final List<Integer> entries = new ArrayList<>();

    private final Constants added;

    /** Has a call site linked by {@code io.jtp.resume.LambdaSites}. @param number what it is known by there */
    static void number(InvokeDynamicInsnNode site, int number) {
        List<Object> arguments = new ArrayList<>(List.of(number, site.bsm));
        arguments.addAll(List.of(site.bsmArgs));
        site.bsm = new Handle(Opcodes.H_INVOKESTATIC, OWNER, NAME, DESCRIPTOR, false);
        site.bsmArgs = arguments.toArray();
    }

    BootstrapMethods(byte[] classFile) {
        this.classFile = classFile;
        this.reader = new ClassReader(classFile);
        this.buffer = new char[reader.getMaxStringLength()];
        this.added = new Constants(reader.getItemCount());
        findEntries();
    }

    /**
     * {@return the class file with these sites linked by {@code io.jtp.resume.LambdaSites}, or as it was if its tables are too full for that}
     *
     * @param numbers what they are known by there
     */
    byte[] numbered(Map<LambdaSite, Integer> numbers) {
        try {
            byte[] patched = classFile.clone();
            ByteArrayOutputStream appended = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(appended);
            int count = entries.size();
            int link = added.handle();
            for (int i = 1; i < reader.getItemCount(); i++) {
                int item = reader.getItem(i);
                if (item != 0 && reader.readByte(item - 1) == INVOKE_DYNAMIC) {
                    int entry = entries.get(reader.readUnsignedShort(item));
                    Integer number = numbers.get(site(item, entry));
                    if (number != null) {
                        append(out, entry, link, added.integer(number));
                        patched[item] = (byte) (count >> 8);
                        patched[item + 1] = (byte) count++;
                    }
                }
            }
            return added.count > MAXIMUM || count > MAXIMUM
                    ? classFile
                    : spliced(patched, count, appended.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LambdaSite site(int item, int entry) {
        int nameAndType = reader.getItem(reader.readUnsignedShort(item + 2));
        Handle bootstrap = (Handle) reader.readConst(reader.readUnsignedShort(entry), buffer);
        List<Object> arguments = new ArrayList<>();
        int count = reader.readUnsignedShort(entry + 2);
        for (int i = 0; i < count; i++) {
            arguments.add(reader.readConst(reader.readUnsignedShort(entry + 4 + 2 * i), buffer));
        }
        return new LambdaSite(
                reader.readUTF8(nameAndType, buffer), reader.readUTF8(nameAndType + 2, buffer), bootstrap, arguments);
    }

    /** The site's own bootstrap method and arguments come behind the number. */
    private void append(DataOutputStream out, int entry, int link, int number) throws IOException {
        int count = reader.readUnsignedShort(entry + 2);
        out.writeShort(link);
        out.writeShort(count + 2);
        out.writeShort(number);
        out.writeShort(reader.readUnsignedShort(entry));
        out.write(classFile, entry + 4, 2 * count);
    }

    private byte[] spliced(byte[] patched, int count, byte[] appended) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(patched.length + appended.length + 256);
        DataOutputStream out = new DataOutputStream(bytes);
        int poolCount = 8;
        int length = reader.readInt(attribute);
        int end = attribute + 4 + length;
        out.write(patched, 0, poolCount);
        out.writeShort(added.count);
        out.write(patched, poolCount + 2, reader.header - poolCount - 2);
        out.write(added.bytes.toByteArray());
        out.write(patched, reader.header, attribute - reader.header);
        out.writeInt(length + appended.length);
        out.writeShort(count);
        out.write(patched, attribute + 6, length - 2);
        out.write(appended);
        out.write(patched, end, patched.length - end);
        return bytes.toByteArray();
    }

    private void findEntries() {
        for (Attribute each : Attribute.in(reader)) {
            if (each.member() == 0 && each.name().equals("BootstrapMethods")) {
                attribute = each.content() - 4;
                int entry = each.content() + 2;
                for (int i = reader.readUnsignedShort(each.content()); i > 0; i--) {
                    entries.add(entry);
                    entry += 4 + 2 * reader.readUnsignedShort(entry + 2);
                }
            }
        }
    }

    /** What comes behind the constant pool that is there. */
    private static final class Constants {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);
        private int count;

        Constants(int count) {
            this.count = count;
        }

        int handle() throws IOException {
            int owner = pair(CLASS, utf8(OWNER));
            int nameAndType = pair(NAME_AND_TYPE, utf8(NAME), utf8(DESCRIPTOR));
            int method = pair(METHODREF, owner, nameAndType);
            out.writeByte(METHOD_HANDLE);
            out.writeByte(Opcodes.H_INVOKESTATIC);
            out.writeShort(method);
            return count++;
        }

        int integer(int value) throws IOException {
            out.writeByte(INTEGER);
            out.writeInt(value);
            return count++;
        }

        private int utf8(String text) throws IOException {
            out.writeByte(UTF8);
            out.writeUTF(text);
            return count++;
        }

        private int pair(int tag, int... indices) throws IOException {
            out.writeByte(tag);
            for (int index : indices) {
                out.writeShort(index);
            }
            return count++;
        }
    }
}
