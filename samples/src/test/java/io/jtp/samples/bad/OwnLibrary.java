package io.jtp.samples.bad;

import io.jtp.samples.Here;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Has a native library of its own, the file that is its argument, and tells whether it is loaded. */
public final class OwnLibrary {
    private OwnLibrary() {}

    public static void main(String[] args) throws IOException {
        Here.begin();
        String file = Path.of(args[0]).toRealPath().toString();
        System.out.println(isMapped(file));
        System.load(file);
        System.out.println(isMapped(file));
        Here.now();
        System.out.println(isMapped(file));
        System.load(file);
        System.exit(5);
    }

    private static boolean isMapped(String file) throws IOException {
        return Files.readString(Path.of("/proc/self/maps")).contains(file);
    }
}
