package io.jtp.resume;

import io.jtp.snapshot.Wire;
import io.jtp.snapshot.Wire.Kind;
import io.jtp.snapshot.Wire.Message;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Where the agent talks with its tool: on its JVM's own standard input and output, which are the program's afterwards, or, for a program that
 * is detached, on two descriptors beside them. Not through {@code System.in} and {@code out}: these are the program's, and read ahead.
 */
final class Line {
    private static final int DETACHED_IN = 3;
    private static final int DETACHED_OUT = 4;

    final InputStream in;
    final OutputStream out;
    private final boolean detached;

    private Line(InputStream in, OutputStream out, boolean detached) {
        this.in = in;
        this.out = out;
        this.detached = detached;
    }

    static Line standard() {
        return new Line(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out), false);
    }

    /** To be called when the JDK's internals are open. */
    static Line detached() {
        return new Line(
                new FileInputStream(descriptor(DETACHED_IN)), new FileOutputStream(descriptor(DETACHED_OUT)), true);
    }

    private static FileDescriptor descriptor(int number) {
        FileDescriptor descriptor = new FileDescriptor();
        Internals.UNSAFE.putInt(descriptor, Internals.offset(FileDescriptor.class, "fd"), number);
        return descriptor;
    }

    /**
     * Confirms that the program goes on here. A detached one does from the instant in which the file that stands for its start is gone,
     * whether the tool hears of it or not: that can look there later.
     *
     * @param go what the tool said
     * @throws IOException if the program must not go on
     */
    void gone(Message go) throws IOException {
        if (!detached) {
            Wire.send(out, Message.of(Kind.GONE));
            return;
        }
        String directory = go.details().get(Wire.DETACHED);
        if (directory == null) {
            throw new IOException("the tool did not say where the program's output is kept");
        }
        // what the JVM has printed up to here is not the program's
        new FileOutputStream(new File(directory, Wire.DETACHED_OUT)).close();
        new FileOutputStream(new File(directory, Wire.DETACHED_ERR)).close();
        if (!new File(directory, Wire.DETACHED_STARTING).delete()) {
            throw new IOException("the program's start cannot be recorded in " + directory);
        }
        try (in;
                out) {
            Wire.send(out, Message.of(Kind.GONE));
        } catch (IOException e) {
            // the line has broken: the program goes on all the same
            return;
        }
    }
}
