package io.jtp.cli;

import io.jtp.capture.CaptureOptions;
import io.jtp.cli.Finding.Level;
import io.jtp.launch.DestinationAddress;
import io.jtp.launch.LaunchException;
import io.jtp.launch.SshOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        header = "Looks for what would keep programs from being moved.",
        description = {
            "Checks this machine, a program and a destination as far as they are given: all that a move would check,"
                    + " without moving. The program is captured, for which it stands still for a moment, and goes on where"
                    + " it is."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  jtp doctor", "  jtp doctor 4711", "  jtp doctor user@host", "  jtp doctor 4711 user@host"},
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class DoctorCommand implements Callable<Integer>, Failures.JsonAware {
    private static final String PID = "\\d+";
    private static final int TOPIC_WIDTH = 16;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "<pid|dest>",
            description = "a program or a destination; with another word behind it, a program, by its process id or "
                    + "by host:port of its JDWP agent")
    private String first;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "<dest>",
            description = "where the program is to go: local, or [ssh://][user@]host[:port]")
    private String second;

    @Option(
            names = "--wait",
            paramLabel = "<time>",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "how long to wait for a moment in which the program can be moved (default: ${DEFAULT-VALUE})")
    private Duration wait;

    @Option(
            names = "--java",
            paramLabel = "<path>",
            description = "the java command, or the JDK, to be used at the destination")
    private String java;

    @Mixin
    private JsonOption json;

    private final List<Finding> findings = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException, LaunchException, IOException {
        boolean isProgram = first != null && (second != null || first.matches(PID));
        Optional<String> program = Optional.ofNullable(isProgram ? first : null);
        Optional<DestinationAddress> destination =
                Optional.ofNullable(isProgram ? second : first).map(this::address);
        SshOptions ssh = SshOptions.ofUser();
        new MachineCheck(this::found).run(ssh, Directories.ofUser());
        Optional<ProgramCheck.Known> known = Optional.empty();
        if (program.isPresent()) {
            ProgramCheck check = new ProgramCheck(this::found);
            known = check.attach(program.get());
            if (known.isPresent()) {
                // where there is a JDK of its build; the destination given is looked at by itself
                DestinationAddress aside = known.get().here()
                        ? new DestinationAddress.Local()
                        : destination.orElseGet(DestinationAddress.Local::new);
                check.capture(request(program.get(), aside, ssh), observer());
            }
        }
        if (destination.isPresent()) {
            new DestinationCheck(this::found)
                    .run(
                            destination.get(),
                            ssh,
                            known.map(ProgramCheck.Known::jdk),
                            Optional.ofNullable(java),
                            known.map(ProgramCheck.Known::bytes).orElse(0L));
        }
        return summary();
    }

    private DestinationAddress address(String word) {
        try {
            return DestinationAddress.parse(word);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private Teleport.Request request(String program, DestinationAddress destination, SshOptions ssh) {
        return new Teleport.Request(
                program,
                DestinationSource.known(destination),
                ssh,
                Directories.ofUser(),
                Optional.empty(),
                wait,
                StdioChoice.SOURCE,
                false,
                true,
                FilesChoice.SHARED,
                CaptureOptions.USUAL,
                Optional.empty(),
                Optional.empty());
    }

    /** The steps are of interest only where somebody wants to know all. */
    private TeleportObserver observer() {
        Verbosity verbosity = Verbosity.of(spec);
        return verbosity.verbose() && !json.wanted()
                ? new TerminalObserver(spec.commandLine().getErr(), verbosity)
                : (phase, detail) -> {};
    }

    private void found(Finding finding) {
        boolean first = findings.isEmpty() || findings.get(findings.size() - 1).subject() != finding.subject();
        findings.add(finding);
        if (json.wanted() || Verbosity.of(spec).quiet() && finding.level() == Level.GOOD) {
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        if (first && !Verbosity.of(spec).quiet()) {
            out.println(finding.subject().phrase());
        }
        boolean isLong = finding.topic().length() > TOPIC_WIDTH;
        String topic = finding.topic()
                + (isLong ? "\n" : " ".repeat(TOPIC_WIDTH + 2 - finding.topic().length()));
        String start = "  " + marked(finding.level()) + "  ";
        String indent = " ".repeat(2 + Level.OBSTACLE.word().length() + 2 + TOPIC_WIDTH + 2);
        String text = finding.text().strip()
                + (finding.remedy().isEmpty() ? "" : "\n-> " + finding.remedy().strip());
        out.println(start + (isLong ? topic + indent : topic) + text.replace("\n", "\n" + indent));
        out.flush();
    }

    private static String marked(Level level) {
        String style = switch (level) {
            case GOOD -> "green";
            case WARNING -> "yellow";
            case OBSTACLE -> "red";
        };
        String padding =
                " ".repeat(Level.OBSTACLE.word().length() - level.word().length());
        return Ansi.AUTO.string("@|" + style + " " + level.word() + "|@") + padding;
    }

    private int summary() {
        long obstacles = count(Level.OBSTACLE);
        long warnings = count(Level.WARNING);
        if (json.wanted()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("level", (obstacles > 0 ? Level.OBSTACLE : warnings > 0 ? Level.WARNING : Level.GOOD).word());
            fields.put("findings", findings.stream().map(Finding::fields).toList());
            json.print(fields);
        } else if (!Verbosity.of(spec).quiet()) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(Report.count(obstacles, "obstacle") + ", " + Report.count(warnings, "warning"));
            out.flush();
        }
        return obstacles > 0 ? ExitCode.REFUSED : ExitCode.DONE;
    }

    private long count(Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    @Override
    public PrintWriter json() {
        return json.writer();
    }
}
