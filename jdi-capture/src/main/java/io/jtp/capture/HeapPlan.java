package io.jtp.capture;

import com.sun.jdi.LongValue;
import com.sun.jdi.ObjectCollectedException;
import com.sun.jdi.ObjectReference;
import io.jtp.capture.TargetException.Reason;
import io.jtp.capture.heap.HeapSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Which way the heap will be read, decided while the program runs.
 *
 * @param dumps makes heap dumps; empty if the heap is read over JDWP
 * @param columns for a heap that is read over JDWP; empty if each object is asked by itself
 * @param collection how long the target's garbage collector ran before, for people; empty if it was not asked to
 * @param reason why, for people
 */
record HeapPlan(
        Optional<HeapDumps> dumps, Optional<TargetColumns> columns, Optional<String> collection, String reason) {

    /**
     * A dump has everything in it, garbage too, and at least the few ten thousand objects of the JDK itself; over JDWP only what the program
     * can reach is read, but slowly. Below this size a heap holds so little besides the JDK's own that JDWP is never far behind.
     */
    private static final long SMALL_HEAP = 8L << 20;

    /** References take eight bytes in a dump and four in most heaps, and each object has a longer header. */
    private static final long BYTES_IN_DUMP = 3;

    private static final long SPARE = 64L << 20;
    private static final Path MEMORY = Path.of("/dev/shm");

    /** @throws TargetException if a dump is asked for and cannot be made */
    static HeapPlan make(Target target, HeapMethod method, Optional<Path> scratch) throws TargetException, IOException {
        try (HostThread host = target.host()) {
            // not closed: what it pins is used later
            return make(target, method, scratch, new Invoker(host.thread()));
        } catch (InvocationFailedException | ObjectCollectedException e) {
            return without(method, e.getMessage());
        }
    }

    private static HeapPlan make(Target target, HeapMethod method, Optional<Path> scratch, Invoker invoker)
            throws TargetException, InvocationFailedException, IOException {
        long pid = target.origin().pid();
        long used = heapUsed(invoker);
        if (method == HeapMethod.JDWP) {
            return without(method, "as asked for").inColumns(target, invoker);
        } else if (pid == 0) {
            return without(method, "the program is not on this machine").inColumns(target, invoker);
        } else if (method == HeapMethod.AUTO && used < SMALL_HEAP) {
            // to make columns takes a second
            return without(method, "it is small, " + megabytes(used));
        }
        Optional<Path> directory = directory(pid, scratch, BYTES_IN_DUMP * used + SPARE);
        if (directory.isEmpty()) {
            return without(method, "there is no directory with room for a heap dump of " + megabytes(used))
                    .inColumns(target, invoker);
        }
        target.bulkCalls().preparePaths(invoker);
        return new HeapPlan(
                Optional.of(new HeapDumps(pid, directory.get())),
                Optional.empty(),
                Optional.empty(),
                method == HeapMethod.AUTO ? megabytes(used) + " in use" : "as asked for");
    }

    /**
     * Has the target's collector run. A dump has garbage in it, too, and writing it takes a second for each 100 MB; a collection goes by what
     * is in use. To be called right before the program is held, since it goes on to make garbage, and never while it is held: then the
     * references that the collector clears would not come into their queues. Not by a call in a thread of the JDK's, which can hold such a queue.
     *
     * @return the plan with a note of how long the program stood still for that
     */
    HeapPlan afterCollection() throws IOException {
        if (dumps.isEmpty()) {
            return this;
        }
        long start = System.nanoTime();
        dumps.get().collectGarbage();
        String millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms";
        return new HeapPlan(dumps, columns, Optional.of(millis), reason);
    }

    /** {@return where to read the heap from} @param invoker not closed before that has been done */
    HeapSource source(Invoker invoker) {
        return dumps.isPresent()
                ? new HeapSource.Dump(dumps.get())
                : new HeapSource.Live(columns.map(prepared -> prepared.by(invoker, TargetColumns.WORTHWHILE)));
    }

    private HeapPlan inColumns(Target target, Invoker invoker) throws InvocationFailedException, IOException {
        return new HeapPlan(dumps, Optional.of(target.columns(invoker)), collection, reason);
    }

    private static HeapPlan without(HeapMethod method, String reason) throws TargetException {
        if (method == HeapMethod.DUMP) {
            throw new TargetException(
                    Reason.UNSUITABLE, "The heap cannot be read from a dump: " + reason + ". Use --heap jdwp", null);
        }
        return new HeapPlan(Optional.empty(), Optional.empty(), Optional.empty(), reason);
    }

    private static String megabytes(long bytes) {
        return (bytes + (1 << 19) >> 20) + " MiB";
    }

    private static long heapUsed(Invoker invoker) throws InvocationFailedException {
        ObjectReference runtime = invoker.objectFromStatic("java.lang.Runtime", "getRuntime", "()Ljava/lang/Runtime;");
        long total = ((LongValue) invoker.call(runtime, "totalMemory", "()J")).value();
        return total - ((LongValue) invoker.call(runtime, "freeMemory", "()J")).value();
    }

    private static Optional<Path> directory(long pid, Optional<Path> scratch, long bytes) throws IOException {
        if (scratch.isPresent()) {
            return Optional.of(scratch.get().toAbsolutePath());
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        if (bytes < availableMemory() / 2 && hasRoom(pid, MEMORY, bytes)) {
            return Optional.of(MEMORY);
        }
        return hasRoom(pid, temporary, bytes) ? Optional.of(temporary) : Optional.empty();
    }

    private static boolean hasRoom(long pid, Path directory, long bytes) throws IOException {
        Path seen = AttachSocket.inFileSystemOf(pid, directory);
        return Files.isDirectory(seen) && Files.getFileStore(seen).getUsableSpace() > bytes;
    }

    /** What is in {@code /dev/shm} is in memory. {@return 0 if the operating system does not tell} */
    private static long availableMemory() throws IOException {
        Path memory = Path.of("/proc/meminfo");
        if (!Files.exists(memory)) {
            return 0;
        }
        return Files.readAllLines(memory).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }

    /** {@return the plan after a dump has failed} */
    HeapPlan withoutDump(String problem) {
        return new HeapPlan(
                Optional.empty(), Optional.empty(), Optional.empty(), "a heap dump was of no use: " + problem);
    }

    String describe() {
        return (dumps.isPresent() ? "from a heap dump" : "over JDWP")
                + collection.map(time -> ", after a collection of " + time).orElse("")
                + " (" + reason + ")";
    }
}
