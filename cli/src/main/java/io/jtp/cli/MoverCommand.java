package io.jtp.cli;

import io.jtp.cli.batch.Mover;
import io.jtp.cli.batch.ProcessId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a batch starts for each of its programs: {@code jtp attach}, whose outcome is kept in files. Not for people. */
@Command(
        name = "mover",
        header = "Moves one program of a batch.",
        footerHeading = "%nExample:%n",
        footer = "  jtp mover --directory plan.journal.d --item 1 --attempt 1 -- 4711 --to local",
        hidden = true,
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class MoverCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--directory", required = true, description = "where the files of the batch's moves are")
    private Path directory;

    @Option(names = "--item", required = true, description = "number of the program in the batch")
    private int item;

    @Option(names = "--attempt", required = true, description = "number of the attempt")
    private int attempt;

    @Option(names = "--process", description = "the process that is meant; another one of that number is not")
    private String process;

    @Parameters(paramLabel = "<argument>", description = "arguments of jtp attach")
    private List<String> arguments;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Mover mover = Mover.begin(directory, item, attempt, Json::write)) {
            if (mover == null) {
                return ExitCode.DONE;
            }
            int exitCode = isThere() ? move(mover) : missing(mover);
            mover.over(exitCode);
            return exitCode;
        }
    }

    private boolean isThere() {
        return process == null || ProcessId.parse(process).isAlive();
    }

    private static int missing(Mover mover) throws IOException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("outcome", "usage");
        report.put("message", "the program has ended");
        mover.report(Json.write(report));
        return ExitCode.USAGE;
    }

    private int move(Mover mover) {
        List<String> words = new ArrayList<>(List.of("attach", "--json"));
        words.addAll(arguments);
        return Main.commandLine()
                .setOut(new PrintWriter(new Lines(mover, spec.commandLine().getErr()), true))
                .setErr(spec.commandLine().getErr())
                .execute(words.toArray(String[]::new));
    }

    /** Takes what jtp prints on standard output, which is JSON, line by line. */
    private static final class Lines extends Writer {
        private final Mover mover;
        private final PrintWriter err;
        private final StringBuilder line = new StringBuilder();

        Lines(Mover mover, PrintWriter err) {
            this.mover = mover;
            this.err = err;
        }

        @Override
        public synchronized void write(char[] buffer, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                if (buffer[i] == '\n') {
                    keep(line.toString());
                    line.setLength(0);
                } else {
                    line.append(buffer[i]);
                }
            }
        }

        private void keep(String text) {
            try {
                mover.report(text);
            } catch (IOException e) {
                // the program may have been moved; whoever looks after the batch is told that its fate is not certain
                err.println("jtp: this could not be recorded (" + e.getMessage() + "): " + text);
            }
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // the mover is closed by whoever opened it
        }
    }
}
