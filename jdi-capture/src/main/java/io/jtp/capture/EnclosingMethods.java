package io.jtp.capture;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ClassLoaderReference;
import com.sun.jdi.ClassObjectReference;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.StringReference;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/**
 * Writes the attribute {@code EnclosingMethod} of local and anonymous classes again, JVMS 4.7.7. A class file that the JVM has written lacks
 * it, but the JVM tells what it said: that is what reflection asks.
 */
final class EnclosingMethods {

    /** Name of the attribute. */
    static final String ATTRIBUTE = "EnclosingMethod";

    private static final int CONSTANT_CLASS = 7;

    private EnclosingMethods() {}

    /**
     * {@return the class file with the attribute, if the class has it} Empty if it cannot be told without the loader being asked for the
     * enclosing class, which the program would see.
     *
     * @param type the {@code Class} in the target
     * @param loader that defined it
     * @param classFile as the JVM has written it
     */
    static Optional<byte[]> restore(
            Invoker invoker, ObjectReference type, ClassLoaderReference loader, byte[] classFile)
            throws InvocationFailedException {
        ClassReader reader = new ClassReader(classFile);
        if (enclosing(reader).filter(name -> isLoaded(loader, name)).isEmpty()) {
            return Optional.empty();
        }
        ArrayReference told = (ArrayReference) invoker.call(type, "getEnclosingMethod0", "()[Ljava/lang/Object;");
        if (told == null) {
            return Optional.of(classFile);
        }
        String owner = ((ClassObjectReference) told.getValue(0)).reflectedType().name();
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(writer, 0);
        writer.visitOuterClass(owner.replace('.', '/'), text(told, 1), text(told, 2));
        return Optional.of(writer.toByteArray());
    }

    /** {@return which class it must be, by what compilers call such classes}, with a dollar sign behind the enclosing class's name. */
    private static Optional<String> enclosing(ClassReader reader) {
        char[] buffer = new char[reader.getMaxStringLength()];
        return IntStream.range(1, reader.getItemCount())
                .map(reader::getItem)
                .filter(item -> item != 0 && reader.readByte(item - 1) == CONSTANT_CLASS)
                .mapToObj(item -> reader.readUTF8(item, buffer))
                .filter(name -> reader.getClassName().startsWith(name + "$"))
                .max(Comparator.comparing(String::length));
    }

    private static boolean isLoaded(ClassLoaderReference loader, String name) {
        return loader.visibleClasses().stream().anyMatch(each -> each.name().equals(name.replace('/', '.')));
    }

    private static String text(ArrayReference told, int at) {
        StringReference text = (StringReference) told.getValue(at);
        return text == null ? null : text.value();
    }
}
