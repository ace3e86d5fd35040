package io.jtp.launch;

import io.jtp.snapshot.Cargo;
import io.jtp.snapshot.SnapshotFile;
import io.jtp.snapshot.Wire;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** Speaks {@link Wire} as the real agent does, but restores nothing: the program starts from its beginning at GO. */
public final class FakeAgent {

    /** What it does, by system property {@code fake.mode}. */
    enum Mode {
        NORMAL,
        /** Complains and ends before the preamble. */
        DIES,
        /** Is never ready. */
        SILENT,
        /** Answers the cargo with FAILED. */
        FAILS,
        /** Takes the cargo and says nothing. */
        THINKS
    }

    private FakeAgent() {}

    public static void premain(String arguments) {
        try {
            if (arguments == null || !arguments.startsWith("detached=")) {
                converse(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
            } else {
                // detached; these are pipes, which can be opened by name
                converse(new FileInputStream("/proc/self/fd/3"), new FileOutputStream("/proc/self/fd/4"));
            }
        } catch (IOException e) {
            System.err.println("fake agent: " + e);
            Runtime.getRuntime().halt(1);
        }
    }

    private static void converse(InputStream in, OutputStream out) throws IOException {
        Mode mode = Mode.valueOf(System.getProperty("fake.mode", "NORMAL"));
        if (mode == Mode.DIES) {
            System.out.println("something on standard output");
            System.err.println("and why it cannot start");
            Runtime.getRuntime().halt(3);
        }
        if (mode == Mode.SILENT) {
            in.transferTo(OutputStream.nullOutputStream());
            Runtime.getRuntime().halt(1);
        }
        System.out.println("noise of a JVM that starts");
        System.err.println("a warning of a JVM that starts");
        Wire.send(out, Wire.Message.of(Wire.Kind.READY));
        Cargo cargo = SnapshotFile.read(in);
        if (mode == Mode.FAILS) {
            Wire.send(out, new Wire.Message(Wire.Kind.FAILED, Map.of("message", "class Missing is not there")));
            Runtime.getRuntime().halt(1);
        }
        System.out.println("\njtp-wir noise of a JVM that loads classes");
        if (mode == Mode.NORMAL) {
            String objects = Integer.toString(cargo.snapshot().objectCount());
            Wire.send(out, new Wire.Message(Wire.Kind.PREPARED, Map.of("objects", objects)));
        }
        Wire.Message go = Wire.receive(in, OutputStream.nullOutputStream());
        String directory = go.details().get(Wire.DETACHED);
        if (directory != null) {
            new FileOutputStream(new File(directory, Wire.DETACHED_OUT)).close();
            new FileOutputStream(new File(directory, Wire.DETACHED_ERR)).close();
            new File(directory, Wire.DETACHED_STARTING).delete();
        }
        Wire.send(out, Wire.Message.of(Wire.Kind.GONE));
    }
}
