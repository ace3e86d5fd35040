package io.jtp.samples.files;

import io.jtp.samples.Here;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeSet;

/** The file system of the JDK's own classes, {@code jrt:/}: the JVM's, a second one, and one that is loaded for a JDK by its path, as compilers do. */
public final class RuntimeImage {
    private RuntimeImage() {}

    private static final URI JRT = URI.create("jrt:/");

    private static void look(FileSystem image, String name) throws IOException {
        Path classes = image.getPath("/modules/java.base/java/lang");
        Path object = Here.now(classes.resolve(name + ".class"));
        try (InputStream in = Files.newInputStream(object)) {
            System.out.println(HexFormat.of().formatHex(in.readNBytes(4)) + " " + Files.isRegularFile(object));
            Here.now();
            System.out.println(in.readAllBytes().length > 100);
        }
        TreeSet<String> names = new TreeSet<>();
        try (DirectoryStream<Path> some = Files.newDirectoryStream(classes, "Long*")) {
            some.forEach(path -> names.add(path.getFileName().toString()));
        }
        System.out.println(names);
    }

    public static void main(String[] args) throws IOException {
        Here.begin();
        look(FileSystems.getFileSystem(JRT), "Object");
        try (FileSystem another = FileSystems.newFileSystem(JRT, Map.of())) {
            look(another, "String");
            Here.now();
        }
        try (FileSystem loaded = FileSystems.newFileSystem(JRT, Map.of("java.home", System.getProperty("java.home")))) {
            look(loaded, "Integer");
            System.out.println(
                    loaded.getClass() == FileSystems.getFileSystem(JRT).getClass());
        }
    }
}
