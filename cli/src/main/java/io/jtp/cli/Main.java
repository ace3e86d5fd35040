package io.jtp.cli;

import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The entry point of the {@code jtp} command. */
@Command(
        name = "jtp",
        header = "Moves a running Java program to another JVM.",
        description = "What a command does is told by jtp <command> --help.",
        synopsisSubcommandLabel = "<command>",
        subcommands = {
            AttachCommand.class,
            RunCommand.class,
            PsCommand.class,
            DoctorCommand.class,
            SnapshotCommand.class,
            ResumeCommand.class,
            ForkCommand.class,
            InspectCommand.class,
            BatchCommand.class,
            EvacuateCommand.class,
            LogsCommand.class,
            AttachStdioCommand.class,
            StopCommand.class,
            MoverCommand.class,
            DemoCommand.class,
            CompletionCommand.class,
            VersionCommand.class
        },
        footerHeading = "%nExample:%n",
        footer = {"  jtp run -- java -cp classes Countdown", "  jtp ps", "  jtp attach 4711 --to user@host"},
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
public final class Main implements Runnable {

    @CommandLine.Spec
    private CommandSpec spec;

    @Mixin
    private Verbosity verbosity;

    public static void main(String[] args) {
        // with Unsafe it is hardly quicker, and JDK 24 and later print a warning
        System.setProperty("kryo.unsafe", "false");
        System.exit(commandLine().execute(args));
    }

    /** {@return the whole command line, for a caller that wants its exit codes and output} */
    public static CommandLine commandLine() {
        Failures failures = new Failures();
        Main main = new Main();
        CommandLine jtp = new CommandLine(main);
        // words such as @file belong to the java command of jtp run
        jtp.setExpandAtFiles(false)
                .setExecutionStrategy(parsed -> main.execute(parsed))
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
        jtp.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec()
                        .usageMessage()
                        .width(100)
                        .exitCodeListHeading("%nExit codes:%n")
                        .exitCodeList(ExitCode.meanings()));
        jtp.getSubcommands().get("run").setStopAtPositional(true);
        return jtp;
    }

    private int execute(ParseResult parsed) {
        verbosity.apply(spec);
        return new CommandLine.RunLast().execute(parsed);
    }

    Verbosity verbosity() {
        return verbosity;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "what is to be done? The commands are "
                        + spec.subcommands().entrySet().stream()
                                .filter(each -> !each.getValue()
                                        .getCommandSpec()
                                        .usageMessage()
                                        .hidden())
                                .map(Map.Entry::getKey)
                                .collect(Collectors.joining(", ")));
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"jtp " + number()};
        }

        static String number() {
            String version = Main.class.getPackage().getImplementationVersion();
            return version == null ? "(not packaged)" : version;
        }
    }
}
