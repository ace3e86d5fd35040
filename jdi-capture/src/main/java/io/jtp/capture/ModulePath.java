package io.jtp.capture;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a module path means. */
final class ModulePath {

    private ModulePath() {}

    /**
     * Finds the modules on a module path: its entries are modules, packed or not, or directories of such. What does not exist is left out, as
     * the JVM leaves it out.
     *
     * @param path as the option {@code --module-path} has it; empty for none
     * @return absolute paths, each of one module, each once
     * @throws IOException if a directory cannot be listed
     */
    static List<Path> expand(String path, Path workingDirectory) throws IOException {
        Set<Path> modules = new LinkedHashSet<>();
        for (String entry : path.isEmpty() ? new String[0] : path.split(File.pathSeparator, -1)) {
            Path place = workingDirectory.resolve(entry).normalize();
            if (isModule(place)) {
                modules.add(place);
            } else if (Files.isDirectory(place)) {
                modules.addAll(modulesIn(place));
            }
        }
        return List.copyOf(modules);
    }

    private static List<Path> modulesIn(Path directory) throws IOException {
        List<Path> modules = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (isModule(entry)) {
                    modules.add(entry);
                }
            }
        }
        modules.sort(null);
        return modules;
    }

    private static boolean isModule(Path place) {
        return Files.isDirectory(place)
                ? Files.exists(place.resolve("module-info.class"))
                : place.toString().endsWith(".jar") && Files.exists(place);
    }
}
