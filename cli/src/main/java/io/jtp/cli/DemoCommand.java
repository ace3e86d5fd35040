package io.jtp.cli;

import io.jtp.capture.CaptureOptions;
import io.jtp.capture.StopPlace;
import io.jtp.cli.demo.DemoProgram;
import io.jtp.cli.demo.LoopbackSshServer;
import io.jtp.cli.demo.TemporaryDirectory;
import io.jtp.launch.DestinationAddress;
import io.jtp.launch.SshOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Shows a teleport on this machine: the sample {@code Nested} goes over a real SSH connection, by the same code as
 * {@code jtp attach}, into a second process.
 */
@Command(
        name = "demo",
        header = "Shows a move on this machine.",
        description = {
            "Starts a small program and an SSH server on the loopback interface, with keys made for it, and moves "
                    + "the program to that server in the middle of an expression. Nothing of yours is read or changed; "
                    + "what it needs is in a temporary directory, which it removes."
        },
        footerHeading = "%nExample:%n",
        footer = "  jtp demo",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class DemoCommand implements Callable<Integer> {

    private static final Duration WAIT = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        say(out, "A program is moved to another JVM while it works out 5 * (3 + b()),");
        say(out, "where b() is len(c()) + parse(\"3.5\"), and c() is being called.");
        try (TemporaryDirectory directory = TemporaryDirectory.create("jtp-demo-");
                LoopbackSshServer server = LoopbackSshServer.start(subdirectory(directory, "ssh"))) {
            say(out, "");
            say(out, "destination   " + server.address() + ", an SSH server of this demo");
            try (DemoProgram program = DemoProgram.start(
                    subdirectory(directory, "classes"), line -> say(out, "  " + line.pid() + " | " + line.text()))) {
                Report report = move(program, server, directory.path(), out);
                int code = program.awaitEnd();
                check(program, report, code);
                say(out, "");
                say(
                        out,
                        "process " + report.sourcePid() + " printed the first " + printedBy(program, report.sourcePid())
                                + " lines, process " + report.destinationPid() + " the other "
                                + printedBy(program, report.destinationPid()) + ";");
                say(out, "all came out of the first one's standard output, and it ended with exit code " + code + ".");
                say(out, report.amount() + "; " + report.timing());
            }
        }
        return ExitCode.DONE;
    }

    private Report move(DemoProgram program, LoopbackSshServer server, Path directory, PrintWriter out)
            throws Exception {
        say(out, "");
        say(out, "$ jtp attach " + program.pid() + " --to " + server.address() + " --at " + DemoProgram.PLACE);
        SshOptions keys = new SshOptions(
                Optional.empty(), List.of(server.knownHosts()), List.of(server.identity()), Optional.empty());
        Teleport.Request request = new Teleport.Request(
                Long.toString(program.pid()),
                DestinationSource.known(DestinationAddress.parse(server.address())),
                keys,
                new Directories(directory.resolve("cache"), directory.resolve("state")),
                Optional.of(StopPlace.parse(DemoProgram.PLACE)),
                WAIT,
                StdioChoice.SOURCE,
                false,
                false,
                FilesChoice.SHARED,
                CaptureOptions.USUAL,
                Optional.empty(),
                Optional.empty());
        Teleport.Result result =
                new Teleport(request, new DemoObserver(program, new TerminalObserver(out, Verbosity.of(spec)))).run();
        return result.report();
    }

    /** A demo that shows something else than it says is worse than none. */
    private static void check(DemoProgram program, Report report, int code) {
        List<DemoProgram.Line> lines = program.lines();
        DemoProgram.Line expected = new DemoProgram.Line(report.destinationPid(), DemoProgram.LAST_LINE);
        if (code != 0 || !lines.get(lines.size() - 1).equals(expected)) {
            throw new IllegalStateException("the program ended with exit code " + code + " after " + lines
                    + "; the last was to be " + expected);
        }
    }

    private static long printedBy(DemoProgram program, long pid) {
        return program.lines().stream().filter(line -> line.pid() == pid).count();
    }

    private static Path subdirectory(TemporaryDirectory parent, String name) throws IOException {
        return Files.createDirectory(parent.path().resolve(name));
    }

    private static void say(PrintWriter out, String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }

    /** Lets the program run into the breakpoint as soon as that is there. */
    private record DemoObserver(DemoProgram program, TeleportObserver shown) implements TeleportObserver {
        @Override
        public void entered(Phase phase, String detail) {
            shown.entered(phase, detail);
            if (phase == Phase.RENDEZVOUS) {
                try {
                    program.letGo();
                } catch (IOException e) {
                    throw new UncheckedIOException("the demo's program has gone", e);
                }
            }
        }

        @Override
        public void moved(Report report) {
            shown.moved(report);
        }
    }
}
