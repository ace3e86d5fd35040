package io.jtp.samples.heap;

import io.jtp.cli.Main;
import io.jtp.samples.harness.Ending;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Moment;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a move of {@link Tree} took, the tool being a process of its own.
 *
 * @param objects in the snapshot
 * @param capture milliseconds for reading the heap
 * @param transfer milliseconds for sending it
 * @param restore milliseconds from then on until the threads stand there
 * @param toolBytes the most memory that the tool's process had
 * @param destinationBytes the most memory that the process at the destination had, up to GO: the restored objects are in it
 */
record TreeMove(int objects, long capture, long transfer, long restore, long toolBytes, long destinationBytes) {

    private static final Pattern MOVED = Pattern.compile("moved: process (\\d+)");
    private static final Pattern OBJECTS = Pattern.compile("(\\d+) objects");
    private static final Moment MOMENT = new Moment.Marked(1);

    /** Makes one. */
    static TreeMove make(Jdk jdk, int nodes, String reader, List<String> vmOptions, Path directory)
            throws IOException, InterruptedException {
        try (JavaProcess source = start(jdk, nodes, vmOptions, directory);
                JavaProcess tool = startTool(source.pid(), reader, directory)) {
            tool.awaitErrors(text -> text.contains(Mover.WAITS));
            source.type("\n");
            tool.awaitErrors(text -> text.contains("jtp: down"));
            String errors = tool.errors();
            TreeMove made = new TreeMove(
                    Math.toIntExact(number(OBJECTS, errors)),
                    millis("heap", errors),
                    millis("transfer", errors),
                    millis("restore", errors),
                    peak(tool.pid()),
                    peak(number(MOVED, errors)));
            source.type("\n");
            source.endInput();
            Ending ending = source.awaitEnd();
            tool.awaitEnd();
            if (!ending.out().equals("the values are " + (nodes - 1L) * nodes / 2 + "\n")) {
                throw new IllegalStateException("the tree is not what it was\n" + source + "\n" + tool);
            }
            return made;
        }
    }

    /** A tree that has been built, and waits for a line. */
    static JavaProcess start(Jdk jdk, int nodes, List<String> vmOptions, Path directory)
            throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(vmOptions);
        options.addAll(List.of("-Djtp.samples.wait=1", "-Djtp.samples.moment=1", Mover.JDWP));
        JavaProcess source = JavaProcess.start(
                jdk, Sample.of(Tree.class, 1).arguments("" + nodes).command(options), directory);
        source.awaitLineWanted(1);
        return source;
    }

    private static JavaProcess startTool(long pid, String reader, Path directory) throws IOException {
        List<String> attach = new ArrayList<>(List.of("attach", "" + pid, "--to", "local", "--heap", reader));
        attach.addAll(MOMENT.attachOptions());
        return JavaProcess.startHere(Main.class, List.of("-XX:+UseSerialGC", "-Xshare:auto"), attach, directory);
    }

    private static long millis(String phase, String errors) {
        return number(Pattern.compile("[( ]" + phase + " (\\d+)[,)]"), errors);
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in\n" + text);
        }
        return Long.parseLong(matcher.group(1));
    }

    /** {@return the most bytes of memory that a process has had so far} */
    private static long peak(long pid) throws IOException {
        String status = Files.readString(Path.of("/proc", "" + pid, "status"));
        return number(Pattern.compile("VmHWM:\\s+(\\d+) kB"), status) << 10;
    }
}
