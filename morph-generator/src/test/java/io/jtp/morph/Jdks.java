package io.jtp.morph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** The JDKs on this machine. */
final class Jdks {

    private Jdks() {}

    /** {@return the JDK that runs the tests, and all others in the usual place} */
    static Stream<Path> homes() {
        Set<Path> homes = new LinkedHashSet<>();
        try {
            homes.add(Path.of(System.getProperty("java.home")).toRealPath());
            Path usual = Path.of("/usr/lib/jvm");
            if (Files.isDirectory(usual)) {
                try (Stream<Path> each = Files.list(usual)) {
                    for (Path home : each.filter(h -> Files.exists(h.resolve("lib/jrt-fs.jar")))
                            .toList()) {
                        homes.add(home.toRealPath());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return homes.stream();
    }
}
