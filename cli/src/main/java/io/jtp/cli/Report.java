package io.jtp.cli;

import io.jtp.snapshot.Snapshot;
import io.jtp.snapshot.ThreadState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What a teleport did, and how long the program stood still for it.
 *
 * @param sourcePid the process the program was in, or 0 where it is not known (a target given as host and port)
 * @param destinationPid the process it is in now, or 0 if it was not moved
 * @param destination where that is, as written after {@code --to}
 * @param downtime from the suspension of the program to the word that it may go on: at the destination, or where it was after a dry run
 * @param split the same by phases: {@link Phase#RENDEZVOUS} and those with {@link Phase#suspended()}
 * @param place where the program stood: the instruction that it went on with
 * @param passed what it was let run on for until it could be moved, each thing once; empty if it was moved where it first stopped
 * @param threads how many threads were captured
 * @param frames how many frames, of all threads, hidden and native ones included
 * @param objects how many objects the snapshot has
 * @param heap how the objects were read
 * @param bytes its size on the wire, morphs included
 * @param detached the id under which it goes on without jtp
 */
public record Report(
        long sourcePid,
        long destinationPid,
        String destination,
        Duration downtime,
        Map<Phase, Duration> split,
        String place,
        List<String> passed,
        int threads,
        int frames,
        int objects,
        String heap,
        long bytes,
        Optional<String> detached) {

    /** {@return what is known of a program that was captured} The parameters are those of the record. */
    static Report of(
            Snapshot snapshot,
            PhaseClock clock,
            long destinationPid,
            String destination,
            List<String> passed,
            String heap,
            long bytes) {
        List<ThreadState> threads = snapshot.program().threads();
        return new Report(
                snapshot.program().origin().pid(),
                destinationPid,
                destination,
                clock.downtime(),
                clock.split(),
                Standing.of(snapshot.program()),
                passed,
                threads.size(),
                threads.stream().mapToInt(thread -> thread.frames().size()).sum(),
                snapshot.objectCount(),
                heap,
                bytes,
                Optional.empty());
    }

    /** {@return the same, with the id under which the program goes on without jtp} */
    Report detached(Optional<String> id) {
        return new Report(
                sourcePid,
                destinationPid,
                destination,
                downtime,
                split,
                place,
                passed,
                threads,
                frames,
                objects,
                heap,
                bytes,
                id);
    }

    /** {@return for example: {@code down 143 ms (rendezvous 12, frames 23, ...), heap read over JDWP (it is small, 5 MiB)}} */
    public String timing() {
        StringJoiner parts = new StringJoiner(", ", " (", ")");
        split.forEach((phase, time) -> parts.add(phase.word() + " " + millis(time)));
        return "down " + millis(downtime) + " ms" + parts + ", heap read " + heap;
    }

    /** {@return for example: {@code 1 thread, 5 frames, 2310 objects, 112 kB}} */
    public String amount() {
        return count(threads, "thread") + ", " + count(frames, "frame") + ", " + count(objects, "object") + ", "
                + size(bytes);
    }

    /** {@return for example: {@code it stood at Parser.next (line 31, bci 12), after: a constructor is running (Token.<init>)}} */
    public String standing() {
        return "it stood at " + place + (passed.isEmpty() ? "" : ", after: " + String.join("; ", passed));
    }

    /** {@return name and value pairs for JSON; times are in milliseconds} */
    Map<String, Object> fields() {
        Map<String, Object> times = new LinkedHashMap<>();
        split.forEach((phase, time) -> times.put(phase.word(), exactMillis(time)));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sourcePid", sourcePid);
        fields.put("destination", destination);
        fields.put("destinationPid", destinationPid);
        fields.put("downtimeMs", exactMillis(downtime));
        fields.put("splitMs", times);
        fields.put("place", place);
        fields.put("passed", passed);
        fields.put("threads", threads);
        fields.put("frames", frames);
        fields.put("objects", objects);
        fields.put("heap", heap);
        fields.put("bytes", bytes);
        detached.ifPresent(id -> fields.put("detached", id));
        return fields;
    }

    /** {@return for example {@code 2 threads}} */
    static String count(long n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    /** {@return for example {@code 112 kB}} */
    static String size(long bytes) {
        if (bytes < 10_000) {
            return bytes + " bytes";
        }
        return bytes < 10_000_000 ? bytes / 1000 + " kB" : bytes / 1_000_000 + " MB";
    }

    private static long millis(Duration time) {
        return Math.round(exactMillis(time));
    }

    private static double exactMillis(Duration time) {
        return time.toNanos() / 1000 / 1000.0;
    }
}
