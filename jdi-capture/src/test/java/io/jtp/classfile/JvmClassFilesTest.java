package io.jtp.classfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JvmClassFilesTest {

    private static final Path OWN_HOME = Path.of(System.getProperty("java.home"));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("io.jtp.classfile.Jdks#homes")
    void findsTheClassesOfAnyJdk(Path home) throws IOException {
        try (JvmClassFiles classFiles = new JvmClassFiles(home, List.of())) {
            assertThat(classFiles.find("java/util/ArrayList", BuiltinLoader.BOOT))
                    .hasValueSatisfying(bytes -> assertThat(
                                    ClassFile.parse(bytes, classFiles).name())
                            .isEqualTo("java/util/ArrayList"));
            assertThat(classFiles.find("java/sql/Connection", BuiltinLoader.PLATFORM))
                    .isPresent();
            assertThat(classFiles.find("java/util/NoSuchClass", BuiltinLoader.APP))
                    .isEmpty();
        }
    }

    @Test
    void takesTheFirstClassPathEntryThatHasTheClass() throws IOException {
        write(directory.resolve("first/p/A.class"), "A in directory");
        Path jar = jar("x.jar", false, "p/A.class", "A in jar", "p/B.class", "B in jar");
        List<Path> classPath = List.of(directory.resolve("absent"), directory.resolve("first"), jar);
        try (JvmClassFiles classFiles = new JvmClassFiles(OWN_HOME, classPath)) {
            assertThat(text(classFiles, "p/A")).isEqualTo("A in directory");
            assertThat(text(classFiles, "p/B")).isEqualTo("B in jar");
            assertThat(classFiles.find("p/A", BuiltinLoader.BOOT)).isEmpty();
        }
    }

    @Test
    void takesTheVersionOfAMultiReleaseJarThatTheJvmTakes() throws IOException {
        String[] files = {
            "p/A.class", "base", "META-INF/versions/11/p/A.class", "eleven", "META-INF/versions/999/p/A.class", "future"
        };
        List<Path> classPath = List.of(jar("multi.jar", true, files));
        try (JvmClassFiles classFiles = new JvmClassFiles(OWN_HOME, classPath)) {
            assertThat(text(classFiles, "p/A")).isEqualTo("eleven");
        }
        try (JvmClassFiles classFiles = new JvmClassFiles(OWN_HOME, List.of(jar("plain.jar", false, files)))) {
            assertThat(text(classFiles, "p/A")).isEqualTo("base");
        }
    }

    @Test
    void saysWhatIsNoJdk() {
        assertThatThrownBy(() -> new JvmClassFiles(directory, List.of()).close())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not the home of a JDK");
    }

    private static String text(ClassFileSource source, String name) {
        return new String(source.find(name, BuiltinLoader.APP).orElseThrow(), StandardCharsets.UTF_8);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Path jar(String name, boolean multiRelease, String... filesAndTexts) throws IOException {
        Path jar = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new JarEntry("META-INF/MANIFEST.MF"));
            String manifest = "Manifest-Version: 1.0\n" + (multiRelease ? "Multi-Release: true\n" : "");
            entries.write(manifest.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < filesAndTexts.length; i += 2) {
                entries.putNextEntry(new JarEntry(filesAndTexts[i]));
                entries.write(filesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }
}
