package io.jtp.samples.harness;

import io.jtp.cli.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** {@code jtp} commands whose own standard streams are the program's, so that they run in processes of their own; and programs for them. */
public final class Jtp {
    private static final String MARK = "jtp: ";

    private Jtp() {}

    /** Starts {@code jtp} with these arguments. */
    public static JavaProcess start(Path directory, String... arguments) throws IOException {
        return JavaProcess.startHere(Main.class, List.of(), List.of(arguments), directory);
    }

    /** {@return an ending without what jtp has said itself on standard error} */
    public static Ending withoutWords(Ending ending) {
        String err = ending.err()
                .lines()
                .filter(line -> !line.startsWith(MARK))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        return new Ending(ending.out(), err, ending.exitCode());
    }

    /**
     * Writes a snapshot of a sample, which waits for a line, when it comes to its moment, and expects that to succeed.
     *
     * @param options further ones
     */
    public static void snapshot(JavaProcess source, Path file, String typed, String... options)
            throws InterruptedException {
        snapshotAt(Hop.MOMENT, source, file, typed, options);
    }

    /** The same when it comes to another place. */
    public static void snapshotAt(String place, JavaProcess source, Path file, String typed, String... options)
            throws InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("snapshot", "" + source.pid(), "-o", file.toString(), "--at", place));
        command.addAll(Arrays.asList(options));
        Tool tool = Tool.start(command);
        try {
            tool.awaitErrors(text -> text.contains(Mover.WAITS));
            source.type(typed);
            if (tool.awaitExitCode() != 0) {
                throw new AssertionError("no snapshot\n" + tool);
            }
        } finally {
            tool.abandon();
        }
    }

    /** {@return a sample in the form in which it waits for a line at its beginning} */
    public static Sample waiting(Sample sample) {
        return sample.vmOptions("-Djtp.samples.wait=0");
    }
}
