package io.jtp.samples.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs a sample, moves it on the way by {@code jtp attach}, and compares with a run that nobody touched.
 *
 * <p>The sample waits for a line on its standard input; that is typed when the tool says that it waits for the program. So no run
 * depends on time.
 */
public final class Mover {

    /** The source runs with it; quiet, because the agent's own line on standard output would differ from run to run. */
    public static final String JDWP =
            "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0,quiet=y";

    /** Printed when the breakpoint is set. */
    public static final String WAITS = "waiting until the program can be moved";

    private static final Pattern MOVED = Pattern.compile("moved: process (\\d+)");
    private static final Pattern TIMING = Pattern.compile("jtp: (down \\d+ ms.*)");
    private static final Pattern STANDING = Pattern.compile("jtp: it stood at (.*)");
    private static final Pattern ENDED =
            Pattern.compile("(?i:the program ended (by itself )?before it could be moved)|its own code has ended"
                    + "|it has ended, and so has the program");

    private static final Moment FIRST = new Moment.Marked(1);

    /** How long to wait for a destination process to be gone after its program has ended. */
    private static final long REAP_SECONDS = 10;

    /** How long to wait for a JVM to print its threads. */
    private static final long ANSWER_SECONDS = 5;

    private final Path directory;
    private final Baseline baseline;
    private final Map<Route, String> addresses;

    /**
     * @param directory the samples' working directory
     * @param addresses what to say after {@code --to} for each route
     */
    public Mover(Path directory, Map<Route, String> addresses) {
        this.directory = directory;
        this.baseline = new Baseline(directory);
        this.addresses = Map.copyOf(addresses);
    }

    /** Makes one move. Leaves no process behind. */
    public MoveResult run(Move move) throws InterruptedException, IOException {
        Sample sample = waiting(move.sample(), move.moment());
        // where it waits makes no other difference, so that one undisturbed run will do for all moments
        Ending expected = baseline.of(move.jdk(), waiting(move.sample(), FIRST));
        try (JavaProcess source = JavaProcess.start(move.jdk(), sample.command(List.of(sample.jdwp())), directory)) {
            source.awaitLineWanted(1);
            List<String> command =
                    new ArrayList<>(List.of("attach", "" + source.pid(), "--to", addresses.get(move.route())));
            command.addAll(move.moment().attachOptions());
            command.addAll(HeapReading.of(move.toString()).attachOptions());
            Tool tool = Tool.start(command);
            try {
                tool.awaitErrors(text -> text.contains(WAITS));
                type(sample, source, tool);
                Ending ending = source.awaitEnd();
                int exitCode = tool.awaitExitCode();
                return judge(move, expected, ending, source, tool, exitCode);
            } catch (AssertionError e) {
                String threads = hanging(source, tool);
                return new MoveResult(
                        move,
                        Verdict.WRONG,
                        "hangs",
                        destination(tool),
                        found(TIMING, tool),
                        found(STANDING, tool),
                        e.getMessage() + "\n" + source + "\n" + threads);
            } finally {
                tool.abandon();
                destination(tool).stream()
                        .mapToObj(ProcessHandle::of)
                        .flatMap(Optional::stream)
                        .forEach(ProcessHandle::destroyForcibly);
            }
        }
    }

    /** The sample in the form in which it waits for us; its undisturbed run waits, too, so that they print the same. */
    private static Sample waiting(Sample sample, Moment moment) {
        List<String> options = new ArrayList<>(sample.vmOptions());
        options.addAll(moment.vmOptions());
        return new Sample(
                sample.name(),
                sample.mainClass(),
                sample.arguments(),
                List.copyOf(options),
                "\n" + sample.inputBefore(),
                sample.inputAfter(),
                sample.moments(),
                sample.exitCode(),
                sample.classes(),
                sample.since());
    }

    private static void type(Sample sample, JavaProcess source, Tool tool) throws InterruptedException, IOException {
        source.type(sample.inputBefore());
        if (!sample.inputAfter().isEmpty()) {
            tool.awaitErrors(text -> MOVED.matcher(text).find());
            source.type(sample.inputAfter());
        }
        source.endInput();
    }

    private static MoveResult judge(
            Move move, Ending expected, Ending ending, JavaProcess source, Tool tool, int exitCode)
            throws InterruptedException {
        OptionalLong destination = destination(tool);
        String why;
        Verdict verdict;
        if (!comparable(ending).equals(comparable(expected))) {
            verdict = Verdict.WRONG;
            why = difference(comparable(expected), comparable(ending));
        } else if (destination.isPresent()) {
            why = leftBehind(source.pid(), destination.getAsLong())
                    + HeapReading.of(move.toString()).problem(tool);
            if (exitCode != expected.exitCode()) {
                why = "jtp ended with " + exitCode + " and not with the program's " + expected.exitCode();
            }
            verdict = why.isEmpty() ? Verdict.EQUAL : Verdict.WRONG;
        } else {
            verdict = notMoved(tool, exitCode);
            why = "exit code " + exitCode + ", "
                    + tool.errors().strip().lines().reduce("", (a, b) -> b.isBlank() ? a : a + " | " + b.strip());
        }
        String transcript = source + "\n" + tool + "\nexpected\n" + expected;
        return new MoveResult(move, verdict, why, destination, found(TIMING, tool), found(STANDING, tool), transcript);
    }

    /** {@return what a tool says that has not moved its program, which ended as it should} */
    static Verdict notMoved(Tool tool, int exitCode) {
        boolean endedBefore = ENDED.matcher(tool.errors()).find();
        return switch (exitCode) {
            case 3 -> endedBefore ? Verdict.ENDED_BEFORE : Verdict.REFUSED;
            case 4 -> endedBefore ? Verdict.ENDED_BEFORE : Verdict.ROLLED_BACK;
            default -> Verdict.WRONG;
        };
    }

    /** {@return what is to be the same} Where on standard error the sample says that it waits for us depends on where it does. */
    static Ending comparable(Ending ending) {
        String err = ending.err().replace(JavaProcess.LINE_WANTED + "\n", "");
        return new Ending(ending.out(), err, ending.exitCode());
    }

    /** {@return what is wrong with the destination process, or nothing} */
    private static String leftBehind(long source, long destination) throws InterruptedException {
        if (destination == source) {
            return "the destination process is the source";
        }
        Optional<ProcessHandle> handle = ProcessHandle.of(destination);
        if (handle.isPresent()) {
            try {
                handle.get().onExit().get(REAP_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                return "the destination process still runs";
            }
        }
        return "";
    }

    /** {@return the first difference, in a line} */
    static String difference(Ending expected, Ending ending) {
        if (expected.exitCode() != ending.exitCode()) {
            return "exit code " + ending.exitCode() + " instead of " + expected.exitCode();
        }
        boolean out = !expected.out().equals(ending.out());
        List<String> wanted = (out ? expected.out() : expected.err()).lines().toList();
        List<String> got = (out ? ending.out() : ending.err()).lines().toList();
        int line = 0;
        while (line < wanted.size() && line < got.size() && wanted.get(line).equals(got.get(line))) {
            line++;
        }
        return (out ? "stdout" : "stderr") + " differs from line " + (line + 1) + ": "
                + (line < got.size() ? "'" + got.get(line) + "'" : "ends") + " instead of "
                + (line < wanted.size() ? "'" + wanted.get(line) + "'" : "its end");
    }

    private static OptionalLong destination(Tool tool) {
        Matcher moved = MOVED.matcher(tool.errors());
        return moved.find() ? OptionalLong.of(Long.parseLong(moved.group(1))) : OptionalLong.empty();
    }

    private static String found(Pattern pattern, Tool tool) {
        Matcher matcher = pattern.matcher(tool.errors());
        return matcher.find() ? matcher.group(1) : "";
    }

    /** {@return where the tool is, and the threads of the source and of all other JVMs that have been started} A destination may not have said its number yet. */
    private static String hanging(JavaProcess source, Tool tool) {
        return tool.whereItIs()
                + Stream.concat(
                                Stream.of(source.pid()),
                                ProcessHandle.current()
                                        .descendants()
                                        .filter(each -> each.pid() != source.pid()
                                                && each.info()
                                                        .command()
                                                        .orElse("")
                                                        .endsWith("/java"))
                                        .map(ProcessHandle::pid))
                        .map(Mover::threads)
                        .collect(Collectors.joining());
    }

    private static String threads(long pid) {
        Path jcmd = Jdk.current().home().resolve("bin/jcmd");
        try {
            Process process = new ProcessBuilder(jcmd.toString(), "" + pid, "Thread.print")
                    .redirectErrorStream(true)
                    .start();
            // a JVM that stands still does not answer
            process.onExit()
                    .orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .exceptionally(late -> process.destroyForcibly());
            return "--- threads of " + pid + "\n"
                    + new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "--- threads of " + pid + " cannot be printed: " + e + "\n";
        }
    }
}
