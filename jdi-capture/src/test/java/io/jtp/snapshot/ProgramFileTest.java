package io.jtp.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program in a file: what is read is what was written, or nothing. */
class ProgramFileTest {

    @TempDir
    private Path directory;

    @Test
    void isEnoughByItself() throws IOException {
        Path jar = jar(300_000);
        byte[] content = Files.readAllBytes(jar);
        Path file = write(SnapshotFileTest.small(), jar, true);
        Files.delete(jar);
        ProgramFile read = ProgramFile.read(file);
        assertThat(read.cargo()).usingRecursiveComparison().isEqualTo(SnapshotFileTest.small());
        PackedFile entry = read.classPath().get(0);
        assertThat(entry.name()).isEqualTo("x.jar");
        assertThat(entry.place()).isEmpty();
        assertThat(entry.sha256()).isEqualTo(Sha256.of(content));
        assertThat(content(entry)).isEqualTo(content);
    }

    @Test
    void packsTheClassesOfADirectory() throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes/p"));
        Files.write(classes.resolve("A.class"), new byte[] {1, 2, 3});
        PackedFile packed = PackedFile.of(directory.resolve("classes"));
        Path file = write(SnapshotFileTest.small(), directory.resolve("classes"), true);
        PackedFile read = ProgramFile.read(file).classPath().get(0);
        assertThat(read.name()).isEqualTo("classes.jar");
        assertThat(read.sha256()).isEqualTo(packed.sha256());
        assertThat(read.is(directory.resolve("classes"))).isTrue();
        Files.write(classes.resolve("A.class"), new byte[] {1, 2, 4});
        assertThat(read.is(directory.resolve("classes"))).isFalse();
    }

    @Test
    void recognisesWhatIsNotInIt() throws IOException {
        Path jar = jar(1000);
        byte[] content = Files.readAllBytes(jar);
        Cargo cargo = SnapshotFileTest.small();
        Origin o = cargo.snapshot().program().origin();
        Origin origin = new Origin(
                o.vmVersion(),
                o.vmVendor(),
                o.architecture(),
                o.objectLayout(),
                o.vmArguments(),
                o.debuggable(),
                o.virtualThreadsListed(),
                "",
                o.mainClass(),
                o.arguments(),
                0,
                List.of(jar.toString()),
                o.workingDirectory(),
                o.properties(),
                o.pid(),
                o.takenAtMillis(),
                o.nanoTime());
        Program p = cargo.snapshot().program();
        Program program = new Program(
                origin,
                p.classes(),
                p.statics(),
                p.overlays(),
                p.identityHashes(),
                p.nativeParts(),
                p.loaders(),
                p.threads());
        Path file = write(new Cargo(new Snapshot(program, cargo.snapshot().heap()), cargo.morphs()), jar, false);
        PackedFile entry = ProgramFile.read(file).classPath().get(0);
        assertThat(content(entry)).isEqualTo(content);
        jar(999);
        assertThatThrownBy(() -> content(entry))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not what it was");
    }

    @Test
    void refusesWhatIsTruncatedOrAltered() throws IOException {
        Path file = write(SnapshotFileTest.small(), jar(5000), true);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            int at = random.nextInt(whole.length);
            byte[] altered = whole.clone();
            altered[at] ^= (byte) (1 << random.nextInt(8));
            for (byte[] bad : List.of(altered, Arrays.copyOf(whole, at))) {
                Files.write(file, bad);
                assertThatThrownBy(() -> ProgramFile.read(file))
                        .as("at %d of %d", at, whole.length)
                        .isExactlyInstanceOf(SnapshotFormatException.class);
            }
        }
        Files.write(file, whole);
        Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
        assertThatThrownBy(() -> ProgramFile.read(file))
                .isExactlyInstanceOf(SnapshotFormatException.class)
                .hasMessageContaining("something follows it");
    }

    @Test
    void isItsOwnersAloneAndWhole() throws IOException {
        Path file = write(SnapshotFileTest.small(), jar(10), true);
        write(SnapshotFileTest.small(), jar(20), true);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("x.jar", "program.jtp");
    }

    @Test
    void leavesNothingBehindWhenWritingFails() {
        Path missing = directory.resolve("missing.jar");
        assertThatThrownBy(() -> write(SnapshotFileTest.small(), missing, true)).isInstanceOf(IOException.class);
        assertThat(directory).isEmptyDirectory();
    }

    private Path jar(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return Files.write(directory.resolve("x.jar"), content);
    }

    private Path write(Cargo cargo, Path entry, boolean contents) throws IOException {
        try (NewFile file = NewFile.at(directory.resolve("program.jtp"))) {
            ProgramFile.write(file.out(), cargo, List.of(PackedFile.of(entry)), contents);
            return file.appearForGood();
        }
    }

    private static byte[] content(PackedFile file) throws IOException {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            file.writeTo(out);
            return out.toByteArray();
        }
    }
}
