package io.jtp.capture.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jtp.capture.heap.ProcessFiles.UnsuitableException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This process's own files. */
class ProcessFilesTest {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private final ProcessFiles files = new ProcessFiles(ProcessHandle.current().pid());

    @TempDir
    Path directory;

    private Path file() throws IOException {
        return Files.writeString(directory.toRealPath().resolve("file"), "0123456789");
    }

    private static int descriptor(Path path) throws IOException {
        List<Path> found;
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            found = all.filter(link -> leadsTo(link, path)).toList();
        }
        assertThat(found).hasSize(1);
        return Integer.parseInt(found.get(0).getFileName().toString());
    }

    private static boolean leadsTo(Path link, Path path) {
        try {
            return Files.readSymbolicLink(link).toString().startsWith(path.toString());
        } catch (IOException e) {
            // the one for the listing itself
            return false;
        }
    }

    private static Set<Path> descriptors() throws IOException {
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            return all.collect(Collectors.toSet());
        }
    }

    @Test
    void tells_path_position_and_mode() throws Exception {
        Path path = file();
        try (RandomAccessFile open = new RandomAccessFile(path.toFile(), "rw")) {
            open.seek(7);
            ProcessFiles.Open told = files.open(descriptor(path));
            assertThat(told.position()).isEqualTo(7);
            assertThat(told.flags()).isEqualTo(2);
            assertThat(told.file().path()).isEqualTo(path.toString());
            assertThat(told.file().size()).isEqualTo(10);
            assertThat(told.file().difference(7)).isNull();
            assertThat(open.getFilePointer())
                    .as("is not moved by looking at it")
                    .isEqualTo(7);
        }
    }

    @Test
    void tells_an_appended_file_from_a_written_one() throws Exception {
        Path path = file();
        try (FileChannel open = FileChannel.open(path, StandardOpenOption.APPEND)) {
            assertThat(files.open(descriptor(path)).flags()).isEqualTo(02001);
            assertThat(open.isOpen()).isTrue();
        }
    }

    @Test
    void refuses_a_file_that_was_deleted_or_replaced() throws Exception {
        Path path = file();
        try (FileChannel open = FileChannel.open(path)) {
            int descriptor = descriptor(path);
            Files.delete(path);
            refused(descriptor, "an open file that has been deleted or replaced: " + path + " (deleted)");
            Files.createFile(path);
            refused(descriptor, "an open file that has been deleted or replaced");
            assertThat(open.isOpen()).isTrue();
        }
    }

    @Test
    void refuses_what_is_no_regular_file() throws Exception {
        Set<Path> before = descriptors();
        Pipe pipe = Pipe.open();
        Set<Path> added = descriptors();
        added.removeAll(before);
        for (Path link : added) {
            // that of the listing is gone
            if (Files.exists(link)) {
                refused(Integer.parseInt(link.getFileName().toString()), "an open pipe, device or socket: pipe:[");
            }
        }
        pipe.source().close();
        pipe.sink().close();
    }

    @Test
    void knows_nothing_of_other_machines() {
        assertThatThrownBy(() -> new ProcessFiles(0).open(5))
                .isInstanceOf(UnsuitableException.class)
                .hasMessageContaining("only the program's own machine knows");
    }

    @Test
    void tells_the_file_behind_mapped_memory() throws Exception {
        Path path = file();
        try (FileChannel channel = FileChannel.open(path)) {
            channel.map(FileChannel.MapMode.READ_ONLY, 0, 10);
            long address;
            try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
                String line = maps.filter(each -> each.endsWith(path.toString()))
                        .findFirst()
                        .orElseThrow();
                address = Long.parseUnsignedLong(line.substring(0, line.indexOf('-')), 16);
            }
            ProcessFiles.Mapped mapped = files.mapped(address + 3, 5);
            assertThat(mapped.file().path()).isEqualTo(path.toString());
            assertThat(mapped.position()).isEqualTo(3);
            assertThat(mapped.writable()).isFalse();
        }
    }

    private void refused(int descriptor, String problem) {
        assertThatThrownBy(() -> files.open(descriptor))
                .isInstanceOf(UnsuitableException.class)
                .hasMessageStartingWith(problem);
    }
}
