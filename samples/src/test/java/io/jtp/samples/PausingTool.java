package io.jtp.samples;

import io.jtp.cli.Phase;
import io.jtp.samples.harness.Teleports;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A process that moves a program like {@code jtp attach}, says which phase it is in, and stays in one of them: to be killed there. */
final class PausingTool {
    private PausingTool() {}

    /** Arguments: pid, destination, phase. */
    public static void main(String[] args) throws Exception {
        Phase fatal = Phase.valueOf(args[2]);
        Teleports.of(args[0], args[1], (phase, detail) -> {
                    System.out.println(phase);
                    if (phase == fatal) {
                        awaitEndOfInput();
                    }
                })
                .run();
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // nobody types anything
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
