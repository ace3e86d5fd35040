package io.jtp.cli;

import io.jtp.launch.Stdio;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "attach-stdio",
        header = "Goes on with a detached program as if it ran here.",
        description = {
            "Shows what it has printed and prints, as jtp logs -f does, and passes on what is typed. The end of standard input (Ctrl-D) "
                    + "is the end of the program's. Ctrl-C ends only this command: the program waits for the next one. "
                    + "With the program jtp ends, with its exit code."
        },
        footerHeading = "%nExample:%n",
        footer = "  jtp attach-stdio 5c3e09a1f2",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class AttachStdioCommand implements Callable<Integer> {

    @Mixin
    private DetachedOption program;

    @Override
    public Integer call() throws Exception {
        Stdio here = Stdio.ofThisProcess();
        return DetachedOption.exitCode(
                program.reach((programs, id) -> programs.join(id, here.stdin(), here.stdout(), here.stderr())));
    }
}
