package io.jtp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.snapshot.Cargo;
import io.jtp.snapshot.IdentityHashes;
import io.jtp.snapshot.Morphs;
import io.jtp.snapshot.Origin;
import io.jtp.snapshot.Program;
import io.jtp.snapshot.ProgramFile;
import io.jtp.snapshot.Snapshot;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no snapshots, and questions that have no answer: one message, exit code 2, and nothing else. */
class InspectCommandTest {

    private static final int FORMAT_AT = 11;

    @TempDir
    private Path directory;

    private Path file;
    private byte[] bytes;

    @BeforeEach
    void write() throws Exception {
        Origin origin = new Origin(
                "17.0.1+1",
                "x",
                "amd64",
                "4/16",
                List.of(),
                true,
                false,
                "",
                "Empty",
                List.of(),
                0,
                List.of(),
                "/",
                Map.of(),
                1,
                0,
                0);
        Program program = new Program(
                origin,
                List.of(),
                List.of(),
                List.of(),
                new IdentityHashes(new int[0], new int[0]),
                List.of(),
                List.of());
        file = directory.resolve("empty.jtp");
        Cargo cargo = new Cargo(new Snapshot(program, List.of()), new Morphs(List.of(), List.of()));
        try (OutputStream out = Files.newOutputStream(file)) {
            ProgramFile.write(out, cargo, List.of(), true);
        }
        bytes = Files.readAllBytes(file);
    }

    private void fails(String message, String... arguments) {
        JtpRun run = JtpRun.of(arguments);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).startsWith("jtp: ").contains(message).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aProgramWithNothingInItIsTold() {
        JtpRun run = JtpRun.of("inspect", file.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("program    Empty, process 1", "0 objects");
    }

    @Test
    void noSuchFile() {
        fails("there is no file " + directory.resolve("no.jtp"), "inspect", "" + directory.resolve("no.jtp"));
        fails("cannot be read: Is a directory", "inspect", directory.toString());
    }

    @Test
    void truncatedForeignAndAlteredFiles() throws Exception {
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        fails("the snapshot is truncated", "inspect", file.toString());
        Files.write(file, new byte[0]);
        fails("empty.jtp: ", "inspect", file.toString());
        Files.writeString(file, "PK something else altogether");
        fails("this is not a jtp snapshot", "inspect", file.toString());
        byte[] altered = bytes.clone();
        altered[bytes.length / 2] ^= 1;
        Files.write(file, altered);
        fails("the snapshot is damaged", "inspect", file.toString());
    }

    @Test
    void anotherFormat() throws Exception {
        byte[] other = bytes.clone();
        other[FORMAT_AT] = 1;
        Files.write(file, other);
        fails("the snapshot has format 1, this jtp knows format", "inspect", file.toString());
    }

    @Test
    void whatIsNotInTheSnapshot() {
        String name = file.toString();
        fails("there is no object 1; the snapshot has objects 1 to 0", "inspect", name, "--object", "1");
        fails("there is no object x", "inspect", name, "--object", "x");
        fails("there is no object 99999999999", "inspect", name, "--path", "99999999999");
        fails("there is no object of class Foo", "inspect", name, "--path", "Foo");
        fails("there is no string with this text", "inspect", name, "--find", "text");
        fails("there is no thread main", "inspect", name, "--thread", "main");
        fails(
                "cannot be written",
                "inspect",
                name,
                "--html",
                directory.resolve("no/page.html").toString());
    }
}
