package io.jtp.samples.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How samples behave when nobody touches them: the oracle. Each is run once for each JDK. */
public final class Baseline {
    private final Path directory;
    private final Map<Key, Ending> known = new ConcurrentHashMap<>();

    private record Key(
            Jdk jdk,
            List<Classes> classes,
            String mainClass,
            List<String> arguments,
            List<String> options,
            String input) {}

    /** @param directory the working directory, which samples may print */
    public Baseline(Path directory) {
        this.directory = directory;
    }

    /** {@return how it ended undisturbed} */
    public Ending of(Jdk jdk, Sample sample) {
        Key key = new Key(
                jdk,
                sample.classes(),
                sample.mainClass(),
                sample.arguments(),
                sample.vmOptions(),
                sample.inputBefore() + sample.inputAfter());
        return known.computeIfAbsent(key, missing -> run(jdk, sample, directory));
    }

    /** Runs it once, without a debugger's agent. */
    public static Ending run(Jdk jdk, Sample sample, Path directory) {
        try (JavaProcess process = JavaProcess.start(jdk, sample.command(List.of()), directory)) {
            process.type(sample.inputBefore() + sample.inputAfter());
            process.endInput();
            return process.awaitEnd();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + sample + " ran", e);
        }
    }

    /** {@return the class path of the samples: a directory or a jar} */
    public static String classPath() {
        Path place;
        try {
            place = Path.of(io.jtp.samples.Here.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        if (!Files.exists(place)) {
            throw new IllegalStateException("the samples' classes are not at " + place);
        }
        return place.toString();
    }
}
