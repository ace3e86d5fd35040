package io.jtp.launch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Takes a JVM's standard error: kept for messages while the program is not there yet, passed on from then on. There is no limit to
 * passing on, but only the beginning and the end of what came before are kept.
 */
final class StderrTap extends OutputStream {
    private static final int KEPT = 64 * 1024;

    /** Of the beginning so much is kept as well: the process id is there. */
    private static final int HEAD = 4 * 1024;

    private final OutputStream program;
    private final ByteArrayOutputStream before = new ByteArrayOutputStream();
    private boolean programFollows;

    StderrTap(OutputStream program) {
        this.program = program;
    }

    /** What comes from now on is the program's. */
    synchronized void programFollows() {
        programFollows = true;
    }

    /** {@return what the JVM printed before the program was there} */
    synchronized String before() {
        return before.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith(BootScript.PID_MARK) && !line.startsWith(BootScript.DIRECTORY_MARK))
                .collect(Collectors.joining("\n"))
                .strip();
    }

    /** {@return what the boot script told} */
    synchronized OptionalLong pid() {
        return before.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(BootScript.PID_MARK))
                .mapToLong(line -> Long.parseLong(line.substring(BootScript.PID_MARK.length())))
                .findFirst();
    }

    /** {@return the directory that the boot script told, for a program that is detached} */
    synchronized Optional<String> directory() {
        return before.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(BootScript.DIRECTORY_MARK))
                .map(line -> line.substring(BootScript.DIRECTORY_MARK.length()))
                .findFirst();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        synchronized (this) {
            if (!programFollows) {
                keep(bytes, offset, count);
                return;
            }
        }
        program.write(bytes, offset, count);
    }

    private void keep(byte[] bytes, int offset, int count) {
        before.write(bytes, offset, count);
        if (before.size() > 2 * KEPT) {
            byte[] all = before.toByteArray();
            before.reset();
            before.write(all, 0, HEAD);
            before.write(all, all.length - KEPT, KEPT);
        }
    }

    @Override
    public void close() throws IOException {
        program.close();
    }
}
