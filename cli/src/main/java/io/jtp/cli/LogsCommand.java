package io.jtp.cli;

import io.jtp.launch.Stdio;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "logs",
        header = "Shows what a detached program has printed.",
        description = {
            "Its standard output goes to standard output and its standard error to standard error. "
                    + "With -f jtp stays until the program has ended, and then ends with its exit code."
        },
        footerHeading = "%nExample:%n",
        footer = "  jtp logs -f 5c3e09a1f2",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class LogsCommand implements Callable<Integer> {

    @Mixin
    private DetachedOption program;

    @Option(
            names = {"-f", "--follow"},
            description = "go on with what it prints, until it has ended")
    private boolean follow;

    @Override
    public Integer call() throws Exception {
        Stdio here = Stdio.ofThisProcess();
        OptionalInt exitCode =
                program.reach((programs, id) -> programs.copyOutput(id, follow, here.stdout(), here.stderr()));
        if (!follow) {
            return ExitCode.DONE;
        }
        return DetachedOption.exitCode(exitCode);
    }
}
