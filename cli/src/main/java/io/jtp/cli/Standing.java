package io.jtp.cli;

import io.jtp.snapshot.Frame;
import io.jtp.snapshot.Program;
import java.util.List;

/** Words for where a program stood when it was captured. */
final class Standing {
    private Standing() {}

    /**
     * {@return the innermost frame of the main thread, or of another one if that has ended, and, if that is the JDK's, where the program has called it} For example
     * {@code java.util.ArrayList.forEach (line 1511, bci 20), called from Hello.main (line 5, bci 13)}.
     */
    static String of(Program program) {
        List<Frame> frames = program.threads().stream()
                .filter(thread -> !thread.hasEnded())
                .findFirst()
                .orElseThrow()
                .frames();
        int last = frames.size() - 1;
        int ours = last;
        while (ours > 0 && !program.classes().get(frames.get(ours).type()).isOfProgram()) {
            ours--;
        }
        String innermost = place(program, frames.get(last));
        return ours == last ? innermost : innermost + ", called from " + place(program, frames.get(ours));
    }

    private static String place(Program program, Frame frame) {
        return program.classes().get(frame.type()).name().replace('/', '.') + "." + frame.method() + " ("
                + (frame.line() > 0 ? "line " + frame.line() + ", " : "")
                + (frame.bci() >= 0 ? "bci " + frame.bci() : "native") + ")";
    }
}
