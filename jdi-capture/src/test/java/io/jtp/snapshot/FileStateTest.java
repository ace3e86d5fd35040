package io.jtp.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStateTest {

    private static final int POSITION = 5;

    @TempDir
    Path directory;

    private Path file;
    private FileState state;

    @BeforeEach
    void take() throws IOException {
        file = Files.writeString(directory.resolve("file"), "0123456789");
        state = FileState.of(file.toString(), file, POSITION);
    }

    /** The same as another machine would see it. */
    private static FileState elsewhere(FileState state) {
        return new FileState(state.path(), state.size(), state.modifiedNanos(), "another", 1, 2, state.sample(), "");
    }

    @Test
    void the_same_file_is_the_same() throws IOException {
        assertThat(state.difference(POSITION)).isNull();
        assertThat(elsewhere(state).difference(POSITION)).isNull();
    }

    @Test
    void tells_a_file_that_is_not_there() throws IOException {
        Files.delete(file);
        assertThat(state.difference(POSITION)).isEqualTo("is not there");
    }

    @Test
    void tells_another_size_or_time() throws IOException {
        FileTime before = Files.getLastModifiedTime(file);
        Files.writeString(file, "01234567890");
        assertThat(state.difference(POSITION)).isEqualTo("has 11 bytes instead of 10");
        Files.writeString(file, "0123456789");
        Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + 1000));
        assertThat(state.difference(POSITION)).startsWith("was modified at ");
    }

    @Test
    void tells_another_file_of_this_name_on_this_machine() throws IOException {
        Path copy = directory.resolve("copy");
        Files.copy(file, copy);
        Files.setLastModifiedTime(copy, Files.getLastModifiedTime(file));
        Files.move(copy, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(state.difference(POSITION)).isEqualTo("is another file now");
        assertThat(elsewhere(state).difference(POSITION)).as("a copy elsewhere").isNull();
    }

    @Test
    void tells_other_contents_elsewhere() throws IOException {
        FileTime before = Files.getLastModifiedTime(file);
        Files.writeString(file, "0123456780");
        Files.setLastModifiedTime(file, before);
        assertThat(elsewhere(state).difference(POSITION)).startsWith("has other contents");
    }

    @Test
    void a_copy_has_to_have_size_and_contents_only() throws IOException {
        Path place = Files.writeString(directory.resolve("copy"), "0123456789");
        FileState copied = state.copiedTo(place.toString());
        Files.delete(file);
        assertThat(copied.difference(POSITION)).isNull();
        assertThat(copied.place()).isEqualTo(place.toString());
        Files.writeString(place, "0123456780");
        assertThat(copied.difference(POSITION)).isEqualTo("has not been copied as it was");
    }
}
