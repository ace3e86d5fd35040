package io.jtp.capture;

import com.sun.jdi.Field;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import io.jtp.capture.CapturedFrame.Construction;
import io.jtp.classfile.MethodCode;
import io.jtp.snapshot.Frame.Treatment;
import io.jtp.snapshot.Obstacle;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;

/**
 * A main thread that has ended while other threads go on. The destination's JVM calls {@code main} all the same, so there the thread begins where main
 * returns.
 *
 * <p>If an exception has ended it the exit code will be 1, which only the JVM's launcher knows, in a variable of its own. But then a stack trace has been
 * printed, for which the JDK loads a class, or a handler has been told.
 */
final class EndedMain {

    private static final String PLACE = "thread main";
    private static final String PRINTS_TRACES = "java.lang.Throwable$WrappedPrintStream";
    private static final String REMEDY = "A program can be moved while its main thread runs";

    private final VirtualMachine vm;
    private final MethodCodes codes;
    private final String type;

    /** @param type internal name of the main class */
    EndedMain(VirtualMachine vm, MethodCodes codes, String type) {
        this.vm = vm;
        this.codes = codes;
        this.type = type;
    }

    /** {@return why the exit code is not known, if it is not} */
    Optional<Obstacle> obstacle() {
        String how = "main has ended, and if an exception has ended it the exit code is 1, which cannot be known: ";
        ReferenceType thread = vm.classesByName("java.lang.Thread").get(0);
        Field handler = thread.fieldByName("defaultUncaughtExceptionHandler");
        if (thread.getValue(handler) != null) {
            return Optional.of(new Obstacle(PLACE, how + "there is a default handler of uncaught exceptions", REMEDY));
        } else if (!vm.classesByName(PRINTS_TRACES).isEmpty()) {
            return Optional.of(new Obstacle(PLACE, how + "stack traces have been printed", REMEDY));
        }
        return Optional.empty();
    }

    /** {@return a frame of {@code main} where it returns} @param obstacles is told why there is none */
    List<CapturedFrame> frames(List<Obstacle> obstacles) {
        Optional<Method> main = vm.classesByName(type.replace('/', '.')).stream()
                .filter(each -> MethodCodes.builtinLoader(each).isPresent())
                .flatMap(each -> each.methodsByName("main").stream())
                .filter(MainCall::isMain)
                .findFirst();
        Optional<MethodCode> code = main.flatMap(codes::find);
        if (main.isPresent() && code.isEmpty()) {
            obstacles.add(codes.obstacle(main.get().declaringType()));
            return List.of();
        }
        Optional<Integer> end = code.flatMap(EndedMain::end);
        if (end.isEmpty()) {
            obstacles.add(new Obstacle(
                    PLACE, "main of " + type.replace('/', '.') + " has ended, although it does not return", REMEDY));
            return List.of();
        }
        int bci = end.get();
        return List.of(new CapturedFrame(
                main.get().location(),
                code,
                bci,
                code.get().line(bci),
                Treatment.MORPH,
                Collections.nCopies(code.get().stateAt(bci).locals().size(), Slot.TOP),
                List.of(),
                new long[0],
                Construction.NONE));
    }

    private static Optional<Integer> end(MethodCode code) {
        for (int bci = 0; bci < code.code().length; bci = code.next(bci)) {
            if (code.instructionAt(bci).getOpcode() == Opcodes.RETURN
                    && code.isReachable(bci)
                    && code.stateAt(bci).stack().isEmpty()
                    && code.flow().locksHeld(bci) == 0) {
                return Optional.of(bci);
            }
        }
        return Optional.empty();
    }
}
