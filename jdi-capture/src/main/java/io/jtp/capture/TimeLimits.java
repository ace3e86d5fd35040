package io.jtp.capture;

import com.sun.jdi.ClassType;
import com.sun.jdi.LongValue;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Until when threads sleep or wait. The JVM does not tell, but the operating system does: such a thread has called futex(2) with the instant at
 * which it is to come back, by the clock that {@code System.nanoTime} shows. That is asked of {@code /proc}, so the program has to run on this machine, and
 * this process has to be allowed to look into it.
 *
 * <p>For one time that the threads are suspended: the JVM's and the operating system's names for them are asked for once, when they are needed first.
 */
final class TimeLimits {

    private static final Logger LOG = LoggerFactory.getLogger(TimeLimits.class);

    /** What an instruction set calls futex(2), by {@code os.arch}. */
    private static final Map<String, String> FUTEX = Map.of("amd64", "202", "aarch64", "98");

    /** Of its operations, the one whose time limit is an instant and not a duration. */
    private static final int WAIT_BITSET = 9;

    private static final int PRIVATE_FLAG = 128;

    /** In a thread dump, after the thread's name: where the JVM has its description of the thread, and the operating system's id. */
    private static final Pattern IDS = Pattern.compile("^\".* tid=0x(\\p{XDigit}+) nid=(0x\\p{XDigit}+|\\d+) ");

    /** Of the program's clock, if it was moved before to a machine with another one. */
    static final String PROGRAM_CLOCK = "java.lang.ProgramClock";

    private final VirtualMachine vm;
    private final long pid;
    private Map<Long, Long> ids;

    /** @param pid of the program's process, or 0 if it is not on this machine */
    TimeLimits(VirtualMachine vm, long pid) {
        this.vm = vm;
        this.pid = pid;
    }

    /**
     * {@return when a thread is to wake, by the clock that the program sees} Empty if that cannot be known, or if it is just about to fall asleep, or
     * about to wake.
     *
     * @param thread is suspended, in a call that sleeps or waits with a time limit
     */
    OptionalLong end(ThreadReference thread) {
        if (pid == 0) {
            return OptionalLong.empty();
        }
        try {
            if (ids == null) {
                ids = ids(AttachSocket.ask(pid, "threaddump"));
            }
            LongValue address =
                    (LongValue) thread.getValue(thread.referenceType().fieldByName("eetop"));
            Long id = ids.get(address.value());
            return id == null ? OptionalLong.empty() : end(id);
        } catch (IOException e) {
            LOG.debug(
                    "whoever sleeps or waits begins its whole time anew, since it is not known how much of it is left",
                    e);
            return OptionalLong.empty();
        }
    }

    /** {@return whether a thread, see {@link #end}, is to wake within that time} True as well if that cannot be known. */
    boolean endsWithin(ThreadReference thread, Duration time) {
        OptionalLong end = end(thread);
        return end.isEmpty() || end.getAsLong() - clockAhead() - System.nanoTime() <= time.toNanos();
    }

    /** {@return for the JVM's address of each thread the operating system's id} */
    static Map<Long, Long> ids(String threadDump) {
        Map<Long, Long> ids = new HashMap<>();
        for (String line : threadDump.lines().toList()) {
            Matcher matcher = IDS.matcher(line);
            if (matcher.find()) {
                ids.put(Long.parseUnsignedLong(matcher.group(1), 16), Long.decode(matcher.group(2)));
            }
        }
        return ids;
    }

    private OptionalLong end(long id) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        Path call = process.resolve("task/" + id + "/syscall");
        if (!Files.exists(call) || isInContainer(process)) {
            return OptionalLong.empty();
        }
        OptionalLong address = limitOf(Files.readString(call), System.getProperty("os.arch"));
        if (address.isEmpty()) {
            return address;
        }
        byte[] limit = new byte[2 * Long.BYTES];
        try (RandomAccessFile memory =
                new RandomAccessFile(process.resolve("mem").toFile(), "r")) {
            memory.seek(address.getAsLong());
            memory.readFully(limit);
        }
        ByteBuffer time = ByteBuffer.wrap(limit).order(ByteOrder.nativeOrder());
        return OptionalLong.of(TimeUnit.SECONDS.toNanos(time.getLong()) + time.getLong() + clockAhead());
    }

    /** {@return whether its threads have other ids for it than for this process} */
    private static boolean isInContainer(Path process) throws IOException {
        List<String> names = Files.readAllLines(process.resolve("status"));
        return names.stream().noneMatch(line -> line.matches("NSpid:\\s+\\d+"));
    }

    /**
     * {@return where the instant is until which a thread waits} Empty if it is in no such call.
     *
     * @param call number and arguments of a system call, as {@code /proc} shows them: {@code 202 0x7f21e4000bd0 0x89 0x0 0x7f21ec2fe8d0 ...}
     * @param architecture {@code os.arch}
     */
    static OptionalLong limitOf(String call, String architecture) {
        String[] words = call.strip().split(" ");
        if (words.length < 5 || !words[0].equals(FUTEX.get(architecture))) {
            return OptionalLong.empty();
        }
        long address = Long.parseUnsignedLong(words[4].substring(2), 16);
        // without the flag that asks for the time of day
        return Long.decode(words[2]) == (WAIT_BITSET | PRIVATE_FLAG) && address != 0
                ? OptionalLong.of(address)
                : OptionalLong.empty();
    }

    private long clockAhead() {
        for (ReferenceType clock : vm.classesByName(PROGRAM_CLOCK)) {
            if (((ClassType) clock).getValue(clock.fieldByName("AHEAD")) instanceof LongValue ahead) {
                return ahead.value();
            }
        }
        return 0;
    }
}
