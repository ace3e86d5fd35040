package io.jtp.samples.machines;

import io.jtp.samples.Here;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says on which machine it is, before and after it has been moved. */
public final class HostName {
    private HostName() {}

    private static String here() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    }

    public static void main(String[] args) throws IOException {
        Here.begin();
        System.out.println("from " + here() + to());
    }

    private static String to() throws IOException {
        Here.now();
        return " to " + here();
    }
}
