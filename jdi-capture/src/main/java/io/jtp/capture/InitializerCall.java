package io.jtp.capture;

import com.sun.jdi.Method;
import com.sun.jdi.StackFrame;
import io.jtp.classfile.MethodCode;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;

/**
 * The call of a class initialiser, which the JVM makes in the middle of the instruction that needs the class. It can be made again by
 * executing that instruction again, as long as everything that the instruction takes is known.
 */
final class InitializerCall {

    private InitializerCall() {}

    /**
     * {@return why the initialiser that runs in a frame cannot be called again, or null if it can}
     *
     * @param frames innermost first
     */
    static String problem(List<StackFrame> frames, int initializer, MethodCodes codes) {
        if (!ProgramThreads.isOfProgram(frames.get(initializer).location().declaringType())) {
            return "a class initialiser of the JDK is running";
        } else if (initializer + 1 == frames.size()) {
            // called by the launcher before main, here as there; see MainCall
            return null;
        }
        StackFrame caller = frames.get(initializer + 1);
        Method method = caller.location().method();
        if (FrameKind.of(method) != FrameKind.ORDINARY) {
            // called again it leads here; native code is an obstacle of its own
            return null;
        }
        int opcode = method.bytecodes()[(int) caller.location().codeIndex()] & 0xff;
        if (!codes.morphs().isOriginal(caller.location())) {
            return "its stack is being rebuilt";
        }
        return switch (opcode) {
            case Opcodes.GETSTATIC, Opcodes.PUTSTATIC, Opcodes.NEW -> null;
            case Opcodes.INVOKESTATIC -> {
                Optional<MethodCode> code = codes.find(method);
                int bci = codes.morphs().originalBci(caller.location());
                // without a class file it is refused anyway
                yield code.isEmpty()
                                || code.get().invocationAt(bci).orElseThrow().argumentEntries() == 0
                        ? null
                        : "a class initialiser is running because of a call with arguments, which cannot be read";
            }
            default -> "a class initialiser is running";
        };
    }
}
