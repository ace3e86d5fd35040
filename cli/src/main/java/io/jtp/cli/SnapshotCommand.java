package io.jtp.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "snapshot",
        header = "Writes a running program into a file, to go on from there later or elsewhere.",
        description = {
            "The file holds all that the program has in memory, and the files of its class path: 'jtp resume' takes "
                    + "nothing else than this file and a JDK of the same build. It is readable for you only.",
            "The program goes on meanwhile, unless --end is given."
        },
        footerHeading = "%nExample:%n",
        footer = "  jtp snapshot 4711 -o program.jtp",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class SnapshotCommand implements Callable<Integer>, Failures.JsonAware {

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOptions source;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "<file>",
            description = "the file, usually named .jtp; it must not be there yet")
    private Path file;

    @Option(names = "--overwrite", description = "if it is there, replace it when the new one is complete")
    private boolean overwrite;

    @Option(
            names = "--end",
            description =
                    "end the program's process when the file is safely on the disk; its shutdown hooks do not run")
    private boolean end;

    @Option(names = "--json", description = "print one JSON object instead of lines for people")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (Files.exists(file) && !(overwrite && Files.isRegularFile(file))) {
            throw new ParameterException(
                    spec.commandLine(),
                    Files.isRegularFile(file)
                            ? file + " is there already; give another name, or --overwrite"
                            : file + " is not a file");
        }
        PrintWriter err = spec.commandLine().getErr();
        Report report = new SnapshotTaking(
                        source.request(),
                        file,
                        end,
                        json
                                ? new JsonObserver(json(), err, "snapshot")
                                : new TerminalObserver(err, Verbosity.of(spec)))
                .run();
        if (json) {
            JsonObserver.print(json(), "snapshot", report.fields());
        } else {
            err.println("jtp: " + report.amount() + " are in " + report.destination());
            err.println("jtp: " + report.timing() + "; the program " + (end ? "has been ended" : "goes on"));
            err.println("jtp: " + report.standing());
            err.flush();
        }
        return ExitCode.DONE;
    }

    @Override
    public PrintWriter json() {
        return json ? spec.commandLine().getOut() : null;
    }
}
