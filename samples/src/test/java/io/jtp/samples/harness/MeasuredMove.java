package io.jtp.samples.harness;

import io.jtp.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a move took, the tool being a process of its own.
 *
 * @param said by the tool: amounts and times
 * @param toolBytes the most memory that the tool's process had
 * @param destinationBytes the most memory that the process at the destination had up to GO
 */
public record MeasuredMove(String said, long toolBytes, long destinationBytes) {

    private static final Pattern MOVED = Pattern.compile("moved: process (\\d+)");
    /** A million frames, or ten million objects, take minutes. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private static final Moment FIRST = new Moment.Marked(1);

    /** Starts a sample that waits for a line before it comes to its first moment, and lets it come there. */
    public static JavaProcess start(Jdk jdk, Sample sample, List<String> vmOptions, Path directory)
            throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(vmOptions);
        options.addAll(List.of("-Djtp.samples.wait=1", "-Djtp.samples.moment=1", sample.jdwp()));
        JavaProcess source = JavaProcess.start(jdk, sample.command(options), directory);
        source.awaitLineWanted(1);
        return source;
    }

    /**
     * Moves a sample at its first moment to another process on this machine.
     *
     * @param attachOptions beyond program, destination and place
     * @param output what the sample has to have printed at its end
     */
    public static MeasuredMove make(
            Jdk jdk, Sample sample, List<String> vmOptions, List<String> attachOptions, String output, Path directory)
            throws IOException, InterruptedException {
        try (JavaProcess source = start(jdk, sample, vmOptions, directory);
                JavaProcess tool = startTool(source.pid(), FIRST, attachOptions, directory)) {
            MeasuredMove made = of(source, tool);
            source.type("\n");
            source.endInput();
            Ending ending = source.awaitEnd();
            tool.awaitEnd();
            if (!ending.out().equals(output)) {
                throw new IllegalStateException("it does not end as it should\n" + source + "\n" + tool);
            }
            return made;
        }
    }

    /** Waits until a program has been moved that waits for a line before it comes to the place. @param at a process that its input runs through */
    public static MeasuredMove of(JavaProcess at, JavaProcess tool) throws IOException, InterruptedException {
        tool.awaitErrors(text -> text.contains(Mover.WAITS));
        at.type("\n");
        tool.awaitErrors(text -> text.contains("jtp: down"), LONGEST);
        String said = tool.errors();
        return new MeasuredMove(said, peak(tool.pid()), peak(number(MOVED, said)));
    }

    /** Starts to move a program, at that moment, to another process on this machine. */
    public static JavaProcess startTool(long pid, Moment moment, List<String> attachOptions, Path directory)
            throws IOException {
        List<String> attach = new ArrayList<>(List.of("attach", "" + pid, "--to", "local"));
        attach.addAll(attachOptions);
        attach.addAll(moment.attachOptions());
        return JavaProcess.startHere(Main.class, List.of("-XX:+UseSerialGC", "-Xshare:auto"), attach, directory);
    }

    /** {@return the process that it was moved to} */
    public long destination() {
        return number(MOVED, said);
    }

    /** {@return how many of these were moved} @param what in the plural, as the tool says it */
    public int amount(String what) {
        return Math.toIntExact(number(Pattern.compile("(\\d+) " + what), said));
    }

    /** {@return the milliseconds of a phase, or of all together with {@code down}} */
    public long millis(String phase) {
        return number(Pattern.compile("[( ]" + phase + " (\\d+)[,) ]"), said);
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
