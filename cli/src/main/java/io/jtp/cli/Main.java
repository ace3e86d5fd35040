package io.jtp.cli;

import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;

/** The entry point of the {@code jtp} command. */
@Command(
        name = "jtp",
        description = "Moves a running Java program to another JVM.",
        synopsisSubcommandLabel = "<command>",
        subcommands = {
            AttachCommand.class,
            SnapshotCommand.class,
            ResumeCommand.class,
            ForkCommand.class,
            InspectCommand.class,
            DemoCommand.class,
            BatchCommand.class,
            EvacuateCommand.class,
            LogsCommand.class,
            StopCommand.class,
            MoverCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
public final class Main implements Runnable {

    @CommandLine.Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** {@return the whole command line, for a caller that wants its exit codes and output} */
    public static CommandLine commandLine() {
        Failures failures = new Failures();
        CommandLine jtp = new CommandLine(new Main())
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
        jtp.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec()
                        .usageMessage()
                        .width(100)
                        .exitCodeListHeading("%nExit codes:%n")
                        .exitCodeList(ExitCode.meanings()));
        return jtp;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "what is to be done? The commands are "
                        + spec.subcommands().entrySet().stream()
                                .filter(each ->
                                        !each.getValue().getCommandSpec().usageMessage().hidden())
                                .map(Map.Entry::getKey)
                                .collect(Collectors.joining(", ")));
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"jtp " + (version == null ? "(not packaged)" : version)};
        }
    }
}
