package io.jtp.capture;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** What a class path means. */
final class ClassPath {

    private ClassPath() {}

    /**
     * Resolves a {@code java.class.path}, if there is one. Jars that a manifest's Class-Path names follow the jar that names them, as the JVM searches
     * them; what does not exist is left out, as the JVM leaves it out.
     *
     * @return absolute paths, each once
     * @throws IOException if a jar cannot be read
     */
    static List<Path> expand(Optional<String> property, Path workingDirectory) throws IOException {
        Deque<Path> open = new ArrayDeque<>();
        if (property.isPresent()) {
            for (String entry : property.get().split(File.pathSeparator, -1)) {
                open.add(workingDirectory.resolve(entry).normalize());
            }
        }
        Set<Path> expanded = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            Path next = open.remove();
            if (Files.exists(next) && expanded.add(next) && Files.isRegularFile(next)) {
                List<Path> named = namedBy(next);
                for (int i = named.size() - 1; i >= 0; i--) {
                    open.addFirst(named.get(i));
                }
            }
        }
        return List.copyOf(expanded);
    }

    private static List<Path> namedBy(Path jar) throws IOException {
        List<Path> named = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String classPath =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            if (classPath != null) {
                for (String url : classPath.strip().split("\\s+")) {
                    URI resolved = jar.toUri().resolve(url);
                    if ("file".equals(resolved.getScheme())) {
                        named.add(Path.of(resolved).normalize());
                    }
                }
            }
            return named;
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("cannot read " + jar + " on the program's class path: " + e.getMessage(), e);
        }
    }
}
