package io.jtp.samples.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Moves a sample several times in one run, each time from the JVM that the move before has brought it to, and compares with a run that
 * nobody touched. All processes, and all tools, have to end with the sample's exit code.
 */
public final class HopsMover {

    private static final Pattern MOVED = Pattern.compile("moved: process (\\d+)");

    /** How long a process may take to be gone after its program has ended. */
    private static final long REAP_SECONDS = 10;

    private final Path directory;
    private final Baseline baseline;
    private final Map<Route, String> addresses;

    /**
     * @param directory the samples' working directory
     * @param addresses what to say after {@code --to} for each route
     */
    HopsMover(Path directory, Map<Route, String> addresses) {
        this.directory = directory;
        this.baseline = new Baseline(directory);
        this.addresses = Map.copyOf(addresses);
    }

    /**
     * Makes one run. Leaves no process behind.
     *
     * @param sample one that does not read its standard input
     * @param hops by moment, ascending; all but the last at places that come before the next moment
     */
    public HopsResult run(Sample sample, List<Hop> hops, Jdk jdk) throws InterruptedException, IOException {
        Sample waiting = waiting(sample, hops);
        Ending expected = baseline.of(jdk, waiting);
        Path morphs = Files.createTempDirectory(directory.getParent(), "morphs");
        try (Run run =
                new Run(hops, JavaProcess.start(jdk, waiting.command(List.of(waiting.jdwp())), directory), morphs)) {
            String why;
            try {
                why = run.make(expected);
            } catch (AssertionError e) {
                why = "hangs: " + e.getMessage();
            }
            Verdict verdict = why.isEmpty() ? run.verdict() : Verdict.WRONG;
            return new HopsResult(
                    sample,
                    hops,
                    jdk,
                    verdict,
                    verdict == Verdict.WRONG || verdict == Verdict.EQUAL ? why : run.lastWords(),
                    run.pids.size(),
                    run + "\nexpected\n" + expected);
        } finally {
            delete(morphs);
        }
    }

    /** It waits in its undisturbed run, too, so that both print the same. */
    private static Sample waiting(Sample sample, List<Hop> hops) {
        List<String> options = new ArrayList<>(sample.vmOptions());
        options.add("-Djtp.samples.moment=0");
        options.add("-Djtp.samples.hops="
                + hops.stream().map(hop -> "" + hop.after()).collect(Collectors.joining(",")));
        return sample.vmOptions(options.toArray(new String[0])).input("\n".repeat(hops.size()), "");
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    private final class Run implements AutoCloseable {
        private final List<Hop> hops;
        private final JavaProcess source;
        private final Path morphs;
        private final List<Tool> tools = new ArrayList<>();
        /** Where it was moved to. */
        private final List<Long> pids = new ArrayList<>();

        Run(List<Hop> hops, JavaProcess source, Path morphs) {
            this.hops = hops;
            this.source = source;
            this.morphs = morphs;
        }

        /** {@return what is wrong, or nothing} */
        String make(Ending expected) throws InterruptedException {
            for (int i = 0; i < hops.size(); i++) {
                if (!hop(i)) {
                    // what is left to type, of which the hop that was refused may have had its line
                    source.typeRest("\n".repeat(hops.size() - i));
                    break;
                }
            }
            source.endInput();
            Ending ending = Mover.comparable(source.awaitEnd());
            if (!ending.equals(Mover.comparable(expected))) {
                return Mover.difference(Mover.comparable(expected), ending);
            }
            for (int i = 0; i < pids.size(); i++) {
                int exitCode = tools.get(i).awaitExitCode();
                if (exitCode != expected.exitCode()) {
                    return "jtp of hop " + (i + 1) + " ended with " + exitCode + " and not with the program's "
                            + expected.exitCode();
                } else if (!reading(i).problem(tools.get(i)).isEmpty()) {
                    return "hop " + (i + 1) + ": " + reading(i).problem(tools.get(i));
                } else if (!isGone(pids.get(i))) {
                    return "the process of hop " + (i + 1) + " still runs";
                }
            }
            return grown();
        }

        /** {@return what came of the last hop that was tried, in a run that ended as it should} */
        Verdict verdict() throws InterruptedException {
            if (pids.size() == hops.size()) {
                return Verdict.EQUAL;
            }
            return Mover.notMoved(last(), last().awaitExitCode());
        }

        /** {@return what the tool of the last hop said} */
        String lastWords() {
            return last().errors().strip().lines().reduce("", (a, b) -> b.isBlank() ? a : a + " | " + b.strip());
        }

        private Tool last() {
            return tools.get(tools.size() - 1);
        }

        /** {@return whether it was moved} */
        private boolean hop(int number) throws InterruptedException {
            Hop hop = hops.get(number);
            source.awaitErrors(text -> JavaProcess.linesWanted(text) > number);
            long pid = pids.isEmpty() ? source.pid() : pids.get(pids.size() - 1);
            List<String> command = new ArrayList<>(List.of(
                    "attach",
                    "" + pid,
                    "--to",
                    addresses.get(hop.route()),
                    "--debug-morphs",
                    morphs.resolve("" + number).toString()));
            command.addAll(hop.attachOptions());
            command.addAll(reading(number).attachOptions());
            Tool tool = Tool.start(command);
            tools.add(tool);
            if (!tool.awaitErrors(text -> text.contains(Mover.WAITS))) {
                return false;
            }
            source.type("\n");
            if (!tool.awaitErrors(text -> MOVED.matcher(text).find())) {
                return false;
            }
            Matcher moved = MOVED.matcher(tool.errors());
            moved.find();
            pids.add(Long.parseLong(moved.group(1)));
            return true;
        }

        private HeapReading reading(int number) {
            return HeapReading.of(hops + " " + number);
        }

        private static boolean isGone(long pid) throws InterruptedException {
            Optional<ProcessHandle> handle = ProcessHandle.of(pid);
            if (handle.isEmpty()) {
                return true;
            }
            try {
                handle.get().onExit().get(REAP_SECONDS, TimeUnit.SECONDS);
                return true;
            } catch (ExecutionException | TimeoutException e) {
                return false;
            }
        }

        /** Of hops at the same instruction the later ones have morphs as large as the first; steps behind it are other ones in a morph. */
        private String grown() {
            for (int i = 1; i < pids.size(); i++) {
                boolean again = hops.get(i).after() == hops.get(i - 1).after()
                        && hops.get(i).place().equals(Hop.MOMENT)
                        && hops.get(i - 1).place().equals(Hop.MOMENT);
                if (again) {
                    Map<String, Long> before = sizes(i - 1);
                    Map<String, Long> after = sizes(i);
                    if (!before.equals(after)) {
                        return "the morphs of hop " + (i + 1) + " are " + after + ", those of the one before " + before;
                    }
                }
            }
            return "";
        }

        private Map<String, Long> sizes(int number) {
            Path root = morphs.resolve("" + number);
            try (Stream<Path> files = Files.walk(root)) {
                Map<String, Long> sizes = new TreeMap<>();
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    sizes.put(root.relativize(file).toString(), Files.size(file));
                }
                return sizes;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            source.close();
            tools.forEach(Tool::abandon);
            pids.stream().map(ProcessHandle::of).flatMap(Optional::stream).forEach(ProcessHandle::destroyForcibly);
        }

        @Override
        public String toString() {
            return source + "\n" + tools.stream().map(Tool::toString).collect(Collectors.joining("\n"));
        }
    }
}
