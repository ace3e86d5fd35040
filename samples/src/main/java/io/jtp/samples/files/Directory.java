package io.jtp.samples.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A directory of this run's own, in the working directory; {@link #close} removes it with all files in it. */
record Directory(Path path) implements AutoCloseable {

    static Directory make() throws IOException {
        return new Directory(Files.createTempDirectory(Path.of(""), "files"));
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** {@return a new file of numbered lines} */
    Path lines(String name, int count) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("line ").append(i).append(" of ").append(name).append('\n');
        }
        return Files.writeString(file(name), text);
    }

    /** {@return what is in a file, in short} */
    String summary(String name) throws IOException {
        List<String> lines = Files.readAllLines(file(name));
        return name + ": " + lines.size() + " lines, " + Files.size(file(name)) + " bytes, hash " + lines.hashCode()
                + (lines.isEmpty() ? "" : ", last '" + lines.get(lines.size() - 1) + "'");
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.list(path)) {
            files.forEach(Directory::delete);
        }
        Files.delete(path);
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
