package io.jtp.cli;

import io.jtp.launch.DestinationAddress;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "fork",
        header = "Has copies of a running program go on side by side.",
        description = {
            "Each copy finds its number, from 1 on, in the system property jtp.fork, which the program itself does not "
                    + "have. The copies have no standard input; what they print is printed here with [number] in front of each line.",
            "The program goes on where it is, unless --end is given. jtp stays until the last copy has ended, and ends with 0 "
                    + "if all have ended with that, or else with the first other exit code. Ending jtp ends the copies."
        },
        footerHeading = "%nExample:%n",
        footer = "  jtp fork 4711 --to user@host1,user@host2 -n 4",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class ForkCommand implements Callable<Integer>, Failures.JsonAware {

    /** Each is a JVM. */
    private static final int MOST = 1000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOptions source;

    @Option(
            names = "--to",
            required = true,
            split = ",",
            paramLabel = "<dest>",
            converter = DestinationConverter.class,
            description = "where to, one or several: local, or [ssh://][user@]host[:port]; the copies take turns")
    private List<DestinationAddress> to;

    @Option(
            names = {"-n", "--copies"},
            paramLabel = "<N>",
            description = "how many copies (default: one for each destination)")
    private Integer count;

    @Option(
            names = "--end",
            description = "end the program's process when all copies are complete; its shutdown hooks do not run")
    private boolean end;

    @Mixin
    private DestinationOptions destination;

    @Option(
            names = "--json",
            description =
                    "print one JSON object instead of lines for people, on standard error: standard output is the copies'")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        int copies = count == null ? to.size() : count;
        if (copies < 1 || copies > MOST) {
            throw new ParameterException(spec.commandLine(), "-n takes a number from 1 to " + MOST);
        }
        List<Landing.Request> landings = new ArrayList<>();
        for (int i = 0; i < copies; i++) {
            landings.add(destination.request(DestinationSource.known(to.get(i % to.size()))));
        }
        PrintWriter err = spec.commandLine().getErr();
        TeleportObserver observer =
                json ? new JsonObserver(err, err, "forked") : new TerminalObserver(err, Verbosity.of(spec));
        return new Forking(source.request(), landings, end, observer).run();
    }

    @Override
    public PrintWriter json() {
        return json ? spec.commandLine().getErr() : null;
    }
}
