package io.jtp.capture;

import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.StackFrame;
import io.jtp.capture.heap.ConstantPool;
import io.jtp.capture.jdwp.ConstantPoolBytes;
import io.jtp.classfile.Instructions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/**
 * Looks into the code that the JDK makes of method handles. A frame of it is rebuilt by running that code from its beginning, which leads
 * to the next frame only if nothing was called before: a filter's target, the chosen branch of a guard, the second round of a loop would
 * have what came before them run again. Only a conversion of values may have been called: see {@link ConversionHandle}.
 */
final class HandleCode {

    private static final String PACKAGE = "java.lang.invoke.";
    private static final String CALL = "invokeBasic";
    private static final Set<String> CALLING = Set.of(CALL, "invokeExact", "invoke", "invokeWithArguments");
    private static final String LINKER = "linkTo";

    private HandleCode() {}

    /** {@return whether a frame that calls another has, or can have, called something before that must not be called again} */
    static boolean hasCalledBefore(StackFrame frame) {
        Location location = frame.location();
        Method method = location.method();
        if (!method.declaringType().name().startsWith(PACKAGE) || method.isNative()) {
            return false;
        }
        byte[] code = method.bytecodes();
        ConstantPool pool = pool(method);
        List<Integer> before = new ArrayList<>();
        int next;
        for (int at = 0; at < code.length; at = next) {
            int opcode = code[at] & 0xff;
            next = at + Instructions.length(code, at);
            boolean isCall = opcode >= Opcodes.INVOKEVIRTUAL && opcode <= Opcodes.INVOKEINTERFACE;
            if (at < location.codeIndex()) {
                if (isCall && isThroughHandle(pool.name(index(code, at)))) {
                    before.add(at);
                }
            } else if (isJump(opcode) && at + ByteBuffer.wrap(code).getShort(at + 1) <= location.codeIndex()) {
                // back over this instruction
                return true;
            }
        }
        return !before.isEmpty() && !areConversions(before, frame, code, pool);
    }

    /** {@return whether an instruction has a 16-bit offset to where it may go} */
    private static boolean isJump(int opcode) {
        return opcode >= Opcodes.IFEQ && opcode <= Opcodes.JSR
                || opcode == Opcodes.IFNULL
                || opcode == Opcodes.IFNONNULL;
    }

    private static int index(byte[] code, int at) {
        return ByteBuffer.wrap(code).getChar(at + 1);
    }

    /** @param calls offsets of the instructions that called through a handle, in ascending order */
    private static boolean areConversions(List<Integer> calls, StackFrame frame, byte[] code, ConstantPool pool) {
        if (!frame.location().method().isStatic()) {
            return false;
        }
        HandleValues values = new HandleValues(frame, code, pool);
        int at = 0;
        for (int call : calls) {
            while (at < call) {
                values.step(at);
                at += Instructions.length(code, at);
            }
            ObjectReference handle = pool.name(index(code, call)).equals(CALL) ? values.receiver(call) : null;
            if (handle == null || !ConversionHandle.is(handle)) {
                return false;
            }
        }
        return true;
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

    private static boolean isThroughHandle(String name) {
        return CALLING.contains(name) || name.startsWith(LINKER);
    }
}
