package io.jtp.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "attach",
        header = "Moves a running program to another JVM.",
        description = {
            "The program has to run with a JDWP agent, for example with",
            "  -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0",
            "jtp stays until the program has ended, because the program's standard streams run through it. "
                    + "Ending jtp before the program was handed over leaves that where it was; afterwards it ends the program."
        },
        footerHeading = "%nExample:%n",
        footer = "  jtp attach 4711 --to user@host --at Parser.next",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class AttachCommand implements Callable<Integer>, Failures.JsonAware {

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOptions source;

    @ArgGroup(exclusive = true, multiplicity = "0..1")
    private WhereOptions where;

    @Option(
            names = "--stdio",
            paramLabel = "source|here",
            converter = StdioConverter.class,
            description =
                    "its standard streams: those of the process it was in, which stays for that and ends with the "
                            + "program's exit code (source, the default), or jtp's own (here)")
    private StdioChoice stdio;

    @Option(
            names = "--detach",
            description = "the program goes on without jtp, with its output in files at the destination: "
                    + "jtp prints an id for jtp attach-stdio, jtp logs and jtp stop, and ends")
    private boolean detach;

    @Option(names = "--keep", description = "a copy goes on at the destination, and the program where it is as well")
    private boolean keep;

    @Option(names = "--dry-run", description = "capture it, say what would be moved, and let it go on where it is")
    private boolean dryRun;

    @Option(
            names = "--files",
            paramLabel = "shared|ship",
            converter = FilesConverter.class,
            description =
                    "the files that it has open: they are where they are, on the same machine or in a file system that "
                            + "the destination shares (shared, the default), or copies are sent there, and what it writes to them "
                            + "is brought back when it ends (ship)")
    private FilesChoice files = FilesChoice.SHARED;

    @Mixin
    private DestinationOptions destination;

    @Option(
            names = "--json",
            description = "print one JSON object instead of lines for people; "
                    + "on standard output, or standard error with --stdio here")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (where == null) {
            throw new ParameterException(spec.commandLine(), "say where to: --to <dest>, or --provision <command>");
        }
        if (keep && stdio == StdioChoice.SOURCE) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--keep and --stdio source exclude each other: the process goes on with its own streams");
        }
        if (keep && files == FilesChoice.SHIP) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--keep and --files ship exclude each other: what both write to a file cannot be brought together");
        }
        if (detach && stdio != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--detach and --stdio exclude each other: the program's streams stay at the destination");
        }
        if (detach && files == FilesChoice.SHIP) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--detach and --files ship exclude each other: nobody would be there to bring the files back");
        }
        if (detach && where.isReleased()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--detach and --release exclude each other: nobody would be there to give the destination back");
        }
        PrintWriter err = spec.commandLine().getErr();
        TeleportObserver observer = json
                ? new JsonObserver(json(), err, keep ? "copied" : "moved")
                : new TerminalObserver(err, Verbosity.of(spec));
        Source.Request what = source.request();
        Landing.Request to = destination.request(where.source(observer));
        Teleport.Request request = new Teleport.Request(
                what.target(),
                to.where(),
                to.ssh(),
                to.directories(),
                what.at(),
                what.patience(),
                streams(),
                keep,
                dryRun,
                files,
                what.capture(),
                to.java(),
                what.debugMorphs());
        Teleport.Result result = new Teleport(request, observer).run();
        if (dryRun) {
            printDryRun(result.report(), err);
        }
        return result.exitCode();
    }

    private void printDryRun(Report report, PrintWriter err) {
        if (json) {
            JsonObserver.print(json(), "dry-run", report.fields());
        } else {
            err.println("jtp: would move " + report.amount());
            err.println("jtp: " + report.timing() + "; the program goes on where it was");
            err.println("jtp: " + report.standing());
            err.flush();
        }
    }

    @Override
    public PrintWriter json() {
        if (!json) {
            return null;
        }
        return streams() == StdioChoice.HERE && !dryRun
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
    }

    private StdioChoice streams() {
        if (stdio != null) {
            return stdio;
        } else if (detach) {
            return StdioChoice.DETACHED;
        }
        return keep ? StdioChoice.HERE : StdioChoice.SOURCE;
    }

    private static final class FilesConverter extends Choice<FilesChoice> {
        FilesConverter() {
            super("shared", FilesChoice.SHARED, "ship", FilesChoice.SHIP);
        }
    }

    private static final class StdioConverter extends Choice<StdioChoice> {
        StdioConverter() {
            super("source", StdioChoice.SOURCE, "here", StdioChoice.HERE);
        }
    }
}
