package io.jtp.cli;

import io.jtp.launch.DestinationAddress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "resume",
        header = "Has a program go on that 'jtp snapshot' has written into a file.",
        description = {
            "It goes on on this machine if nothing else is said.",
            "Its standard streams are jtp's own, and jtp ends with its exit code. Ending jtp ends the program.",
            "The file stays as it is, so that the same program can be resumed again, and several times at once: what "
                    + "that does to files and to the world is for you to think about.",
            "The file has to be yours, and nobody else must be able to write to it: what is in it runs in your name."
        },
        footerHeading = "%nExample:%n",
        footer = "  jtp resume program.jtp --to user@host",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class ResumeCommand implements Callable<Integer>, Failures.JsonAware {

    private static final DestinationAddress HERE = DestinationAddress.parse("local");

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "<file>", description = "the file")
    private Path file;

    @ArgGroup(exclusive = true, multiplicity = "0..1")
    private WhereOptions where;

    @Option(
            names = "--debug",
            description =
                    "the program stands still, complete with all its threads, until a debugger has attached to a port of this "
                            + "machine's loopback interface and resumes it, as with JDWP's suspend=y")
    private boolean debug;

    @Mixin
    private DestinationOptions destination;

    @Option(
            names = "--json",
            description =
                    "print one JSON object instead of lines for people, on standard error: standard output is the program's")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        TeleportObserver observer =
                json ? new JsonObserver(err, err, "resumed") : new TerminalObserver(err, Verbosity.of(spec));
        DestinationSource to = where == null ? DestinationSource.known(HERE) : where.source(observer);
        return new Resumption(file, destination.request(to), debug, observer).run();
    }

    @Override
    public PrintWriter json() {
        return json ? spec.commandLine().getErr() : null;
    }
}
