package io.jtp.capture;

import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Loads all local and anonymous classes of the JDK's compiler. */
final class LocalClassesProgram {

    static Class<?>[] loaded;

    private LocalClassesProgram() {}

    public static void main(String[] args) throws Exception {
        Path module = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/jdk.compiler");
        List<String> names;
        try (Stream<Path> files = Files.walk(module)) {
            names = files.map(file -> module.relativize(file).toString())
                    .filter(name -> name.matches(".*\\$[0-9]+\\w*\\.class"))
                    .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
                    .sorted()
                    .toList();
        }
        loaded = new Class<?>[names.size()];
        for (int i = 0; i < loaded.length; i++) {
            loaded[i] = Class.forName(names.get(i), false, ClassLoader.getSystemClassLoader());
            if (loaded[i].getEnclosingClass() == null) {
                throw new IllegalStateException(loaded[i] + " is enclosed by nothing");
            }
        }
        System.out.println("ready");
        Thread.sleep(Long.MAX_VALUE);
    }
}
