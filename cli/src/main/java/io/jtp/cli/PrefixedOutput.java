package io.jtp.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes whole lines to a stream that others write to as well, each with a word in front that says whose it is. */
final class PrefixedOutput extends OutputStream {

    /** A line without an end is cut: it would have to be kept. */
    private static final int LONGEST_LINE = 1 << 20;

    private final OutputStream shared;
    private final byte[] prefix;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** @param shared is locked while a line is written */
    PrefixedOutput(OutputStream shared, String prefix) {
        this.shared = shared;
        this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void write(int next) throws IOException {
        write(new byte[] {(byte) next}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int count) throws IOException {
        int begin = offset;
        for (int i = offset; i < offset + count; i++) {
            if (bytes[i] == '\n') {
                line.write(bytes, begin, i - begin);
                writeLine();
                begin = i + 1;
            }
        }
        line.write(bytes, begin, offset + count - begin);
        if (line.size() > LONGEST_LINE) {
            writeLine();
        }
    }

    /** Writes the last line, if it had no end; it gets one. */
    synchronized void finish() throws IOException {
        if (line.size() > 0) {
            writeLine();
        }
    }

    private void writeLine() throws IOException {
        line.write('\n');
        ByteArrayOutputStream whole = new ByteArrayOutputStream(prefix.length + line.size());
        whole.write(prefix);
        line.writeTo(whole);
        line.reset();
        synchronized (shared) {
            whole.writeTo(shared);
            shared.flush();
        }
    }
}
