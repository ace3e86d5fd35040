package io.jtp.cli.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process, and never another one that has got its number since.
 *
 * @param pid its number
 * @param start when it was started, in units of the system's own; only good for being compared
 */
public record ProcessId(long pid, String start) {

    /** In {@code /proc/PID/stat}, behind the name of the command: clock ticks since the machine was started. */
    private static final int START_FIELD = 19;

    /** {@return the process that has this number now} */
    public static Optional<ProcessId> of(long pid) {
        return ProcessHandle.of(pid).flatMap(ProcessId::start).map(start -> new ProcessId(pid, start));
    }

    public boolean isAlive() {
        return of(pid).equals(Optional.of(this));
    }

    /** Not what {@link ProcessHandle} makes of it, which is not the same any more when somebody has set the clock. */
    private static Optional<String> start(ProcessHandle process) {
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        try {
            String text = Files.readString(stat, java.nio.charset.StandardCharsets.ISO_8859_1);
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            // a zombie has ended; nobody has asked for its exit code yet
            return fields[0].equals("Z") ? Optional.empty() : Optional.of(fields[START_FIELD]);
        } catch (NoSuchFileException e) {
            // not Linux, or gone in this instant
            return process.isAlive() ? process.info().startInstant().map(Object::toString) : Optional.empty();
        } catch (IOException e) {
            // the process went away while it was read
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return pid + "@" + start;
    }

    /** {@return what {@link #toString} gave} */
    public static ProcessId parse(String text) {
        int at = text.indexOf('@');
        return new ProcessId(Long.parseLong(text.substring(0, at)), text.substring(at + 1));
    }
}
