package io.jtp.classfile;

import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;

/**
 * The class files of a JVM: the modules in its run-time image, and its class path.
 *
 * <p>Classes in packages of the image's modules come from there, as the built-in loaders look them up; others from the first class path
 * entry that has them. In multi-release jars the version is chosen that a JVM of the given home chooses. Class path entries that do not
 * exist are passed over, as the JVM does. Safe for use by several threads.
 */
public final class JvmClassFiles implements ClassFileSource, Closeable {

    private final FileSystem image;
    private final boolean ownImage;
    private final List<Entry> classPath = new ArrayList<>();
    private final Map<String, List<Path>> modulesOfPackage = new ConcurrentHashMap<>();

    /**
     * Opens the image and all jars.
     *
     * @param javaHome the target's {@code java.home}
     * @param classPath absolute paths of jars and directories, in order
     * @throws IOException if the home has no readable image, or a jar cannot be read; the message says which
     */
    public JvmClassFiles(Path javaHome, List<Path> classPath) throws IOException {
        Runtime.Version version = version(javaHome);
        ownImage = !isOwnHome(javaHome);
        image = ownImage ? openImage(javaHome) : FileSystems.getFileSystem(URI.create("jrt:/"));
        try {
            for (Path path : classPath) {
                if (Files.isDirectory(path)) {
                    this.classPath.add(new DirectoryEntry(path));
                } else if (Files.exists(path)) {
                    this.classPath.add(new JarFileEntry(openJar(path.toFile(), version)));
                }
            }
        } catch (IOException | RuntimeException e) {
            closeAfter(e);
            throw e;
        }
    }

    @Override
    public Optional<byte[]> find(String internalName, BuiltinLoader loader) {
        try {
            byte[] found = inImage(internalName);
            if (found == null && loader == BuiltinLoader.APP) {
                found = onClassPath(internalName);
            }
            return Optional.ofNullable(found);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read class " + internalName + ": " + e.getMessage(), e);
        }
    }

    /** Closes the image and all jars, every one even if one fails. */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        List<Closeable> all = new ArrayList<>(classPath);
        if (ownImage) {
            all.add(image);
        }
        for (Closeable each : all) {
            try {
                each.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void closeAfter(Exception cause) {
        try {
            close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private byte[] inImage(String internalName) throws IOException {
        int slash = internalName.lastIndexOf('/');
        if (slash < 0) {
            return null;
        }
        for (Path module : modulesOfPackage.computeIfAbsent(internalName.substring(0, slash), this::modulesWith)) {
            Path file = module.resolve(internalName + ".class");
            if (Files.exists(file)) {
                return Files.readAllBytes(file);
            }
        }
        return null;
    }

    private List<Path> modulesWith(String packageName) {
        Path links = image.getPath("/packages", packageName.replace('/', '.'));
        if (!Files.isDirectory(links)) {
            return List.of();
        }
        List<Path> modules = new ArrayList<>();
        try (DirectoryStream<Path> each = Files.newDirectoryStream(links)) {
            each.forEach(link ->
                    modules.add(image.getPath("/modules", link.getFileName().toString())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the run-time image: " + e.getMessage(), e);
        }
        return List.copyOf(modules);
    }

    private byte[] onClassPath(String internalName) throws IOException {
        for (Entry entry : classPath) {
            byte[] found = entry.read(internalName + ".class");
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static boolean isOwnHome(Path javaHome) throws IOException {
        Path own = Path.of(System.getProperty("java.home"));
        return Files.exists(javaHome) && Files.isSameFile(own, javaHome);
    }

    private static FileSystem openImage(Path javaHome) throws IOException {
        try {
            return FileSystems.newFileSystem(URI.create("jrt:/"), Map.of("java.home", javaHome.toString()));
        } catch (IOException | RuntimeException e) {
            throw new IOException("cannot read the run-time image of " + javaHome + ": " + e.getMessage(), e);
        }
    }

    private static JarFile openJar(File jar, Runtime.Version version) throws IOException {
        try {
            return new JarFile(jar, false, ZipFile.OPEN_READ, version);
        } catch (IOException e) {
            throw new IOException("cannot read " + jar + " on the class path: " + e.getMessage(), e);
        }
    }

    private static Runtime.Version version(Path javaHome) throws IOException {
        Path release = javaHome.resolve("release");
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(release)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new IOException(javaHome + " is not the home of a JDK: cannot read " + release, e);
        }
        String version = properties.getProperty("JAVA_VERSION");
        if (version == null) {
            throw new IOException(release + " does not say JAVA_VERSION");
        }
        return Runtime.Version.parse(version.replace("\"", ""));
    }

    /** One entry of the class path. */
    private interface Entry extends Closeable {
        /** {@return the file's contents, or null if it is not there} */
        byte[] read(String file) throws IOException;
    }

    private record DirectoryEntry(Path directory) implements Entry {
        @Override
        public byte[] read(String file) throws IOException {
            Path path = directory.resolve(file);
            return Files.isRegularFile(path) ? Files.readAllBytes(path) : null;
        }

        @Override
        public void close() {
            // holds nothing open
        }
    }

    private record JarFileEntry(JarFile jar) implements Entry {
        @Override
        public byte[] read(String file) throws IOException {
            JarEntry entry = jar.getJarEntry(file);
            if (entry == null) {
                return null;
            }
            try (InputStream in = jar.getInputStream(entry)) {
                return in.readAllBytes();
            }
        }

        @Override
        public void close() throws IOException {
            jar.close();
        }
    }
}
