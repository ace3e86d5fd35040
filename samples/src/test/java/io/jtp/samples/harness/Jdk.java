package io.jtp.samples.harness;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A JDK on this machine that samples can run on.
 *
 * @param feature 17, 21, ...
 * @param home its directory, no symbolic link
 */
public record Jdk(int feature, Path home) {

    /** Where distributions and tools install JDKs; {@code -Djtp.test.jdks=DIR:DIR} names others. */
    private static final List<Path> USUAL_PARENTS =
            List.of(Path.of("/usr/lib/jvm"), Path.of(System.getProperty("user.home"), ".sdkman/candidates/java"));

    private static final List<Jdk> FOUND = find();

    /** {@return one JDK for each feature release from 17 on, in order; the one that runs this test is always among them} */
    public static List<Jdk> all() {
        return FOUND;
    }

    /** {@return the JDK that runs this test} */
    public static Jdk current() {
        return FOUND.stream()
                .filter(jdk -> jdk.feature == Runtime.version().feature())
                .findFirst()
                .orElseThrow();
    }

    public Path java() {
        return home.resolve("bin/java");
    }

    @Override
    public String toString() {
        return "jdk" + feature;
    }

    private static List<Jdk> find() {
        List<Path> homes = new ArrayList<>();
        homes.add(Path.of(System.getProperty("java.home")));
        String given = System.getProperty("jtp.test.jdks");
        if (given != null) {
            Stream.of(given.split(":")).map(Path::of).forEach(homes::add);
        } else {
            for (Path parent : USUAL_PARENTS) {
                homes.addAll(children(parent));
            }
        }
        Map<Integer, Jdk> byFeature = new TreeMap<>();
        for (Path home : homes) {
            read(home).filter(jdk -> jdk.feature >= 17).ifPresent(jdk -> byFeature.putIfAbsent(jdk.feature, jdk));
        }
        return List.copyOf(byFeature.values());
    }

    private static List<Path> children(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.sorted(Comparator.naturalOrder()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a JDK's {@code release} file; a JRE has no {@code javac} and is left out. */
    private static Optional<Jdk> read(Path home) {
        Path release = home.resolve("release");
        if (!Files.isReadable(release) || !Files.isExecutable(home.resolve("bin/javac"))) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(release)) {
            properties.load(reader);
            String version = properties.getProperty("JAVA_VERSION", "\"0\"").replace("\"", "");
            return Optional.of(new Jdk(Runtime.Version.parse(version).feature(), home.toRealPath()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
