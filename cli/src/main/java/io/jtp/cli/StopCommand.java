package io.jtp.cli;

import io.jtp.launch.DetachedPrograms.State;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "stop",
        header = "Ends a detached program.",
        description = {
            "As by SIGTERM, so that its shutdown hooks run; if it has not ended after ten seconds, it is killed."
        },
        footerHeading = "%nExample:%n",
        footer = "  jtp stop 5c3e09a1f2",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class StopCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DetachedOption program;

    @Override
    public Integer call() throws Exception {
        State state = program.reach((programs, id) -> programs.stop(id));
        PrintWriter err = spec.commandLine().getErr();
        err.println(
                state instanceof State.Ended ended
                        ? "jtp: it has ended with exit code " + ended.exitCode()
                        : "jtp: it is gone, and nobody was left to see its exit code");
        err.flush();
        return ExitCode.DONE;
    }
}
