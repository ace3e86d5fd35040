package io.jtp.samples.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Class files that the build does not make. They are made when first asked for, in {@code target/made-classes}. */
public final class MadeClasses implements Classes {

    /** Makes class files. */
    public interface Maker {
        /** @param directory exists and is empty */
        void make(Path directory) throws IOException, InterruptedException;
    }

    private final String name;
    private final Maker maker;
    private boolean made;

    /** @param name of their directory */
    public MadeClasses(String name, Maker maker) {
        this.name = name;
        this.maker = maker;
    }

    @Override
    public synchronized Path place() {
        Path target = Path.of(Baseline.classPath()).resolveSibling("made-classes");
        Path place = target.resolve(name);
        if (!made) {
            try {
                Path fresh = Files.createTempDirectory(Files.createDirectories(target), name);
                maker.make(fresh);
                replace(place, fresh);
                made = true;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot make classes " + this, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while classes " + this + " were made", e);
            }
        }
        return place;
    }

    /** Moves what is new. Other processes may use the directory, so a class file is never away and never half written. */
    private static void replace(Path place, Path fresh) throws IOException {
        List<Path> all;
        try (Stream<Path> each = Files.walk(fresh)) {
            all = each.toList();
        }
        for (Path each : all) {
            Path old = place.resolve(fresh.relativize(each).toString());
            if (Files.isDirectory(each)) {
                Files.createDirectories(old);
            } else if (Files.exists(old) && Arrays.equals(Files.readAllBytes(old), Files.readAllBytes(each))) {
                Files.delete(each);
            } else {
                Files.move(each, old, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            Files.deleteIfExists(all.get(i));
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
