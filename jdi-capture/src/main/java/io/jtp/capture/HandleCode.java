package io.jtp.capture;

import com.sun.jdi.Location;
import com.sun.jdi.Method;
import io.jtp.capture.heap.ConstantPool;
import io.jtp.capture.jdwp.ConstantPoolBytes;
import io.jtp.classfile.Instructions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/**
 * Looks into the code that the JDK makes of method handles. A frame of it is rebuilt by running that code from its beginning, which leads
 * to the next frame only if nothing was called before: a filter's target, the chosen branch of a guard, the second round of a loop would
 * have what came before them run again.
 */
final class HandleCode {

    private static final String PACKAGE = "java.lang.invoke.";
    private static final Set<String> CALLING = Set.of("invokeBasic", "invokeExact", "invoke", "invokeWithArguments");
    private static final String LINKER = "linkTo";

    private HandleCode() {}

    /** {@return whether a frame that calls another has, or can have, called something through a handle before} */
    static boolean hasCalledBefore(Location location) {
        Method method = location.method();
        if (!method.declaringType().name().startsWith(PACKAGE) || method.isNative()) {
            return false;
        }
        ByteBuffer code = ByteBuffer.wrap(method.bytecodes());
        ConstantPool pool = pool(method);
        int next;
        for (int at = 0; at < code.limit(); at = next) {
            int opcode = code.get(at) & 0xff;
            next = at + Instructions.length(code.array(), at);
            boolean isCall = opcode >= Opcodes.INVOKEVIRTUAL && opcode <= Opcodes.INVOKEINTERFACE;
            boolean before = at < location.codeIndex();
            if (before && isCall && isThroughHandle(pool.nameAndDescriptor(code.getChar(at + 1)))) {
                return true;
            }
            boolean isJump = opcode >= Opcodes.IFEQ && opcode <= Opcodes.JSR
                    || opcode == Opcodes.IFNULL
                    || opcode == Opcodes.IFNONNULL;
            // back over this instruction
            if (!before && isJump && at + code.getShort(at + 1) <= location.codeIndex()) {
                return true;
            }
        }
        return false;
    }

    private static ConstantPool pool(Method method) {
        try {
            return new ConstantPool(new ConstantPoolBytes(
                    method.declaringType().constantPoolCount(),
                    method.declaringType().constantPool()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isThroughHandle(String method) {
        String name = method.substring(0, method.indexOf('('));
        return CALLING.contains(name) || name.startsWith(LINKER);
    }
}
