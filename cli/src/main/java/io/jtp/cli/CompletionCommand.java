package io.jtp.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        header = "Prints a script that completes words of jtp's in bash and zsh.",
        description = {"It is for the shell to read, when it starts, for example by a line in ~/.bashrc or ~/.zshrc."},
        footerHeading = "%nExample:%n",
        footer = "  source <(jtp completion)",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(AutoComplete.bash("jtp", spec.root().commandLine()));
        out.flush();
        return ExitCode.DONE;
    }
}
