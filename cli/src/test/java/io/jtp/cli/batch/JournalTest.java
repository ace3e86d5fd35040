package io.jtp.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Function<Object, String> JSON = JournalTest::json;

    /** Enough of JSON for these tests. */
    private static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> "\"" + entry.getKey() + "\": " + json(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value instanceof String ? "\"" + value + "\"" : "" + value;
    }

    @TempDir
    private Path directory;

    @Test
    void what_was_written_is_read_again() throws Exception {
        Path file = directory.resolve("journal");
        Event first = Event.now(Event.Kind.PLAN, 0, Map.of("plan", "ünï \ud83d\ude00 \u007f: x"));
        Event second = Event.now(Event.Kind.MOVED, 3, Map.of("downtimeMs", 1.5, "threads", 2, "kept", false));
        try (Journal journal = Journal.open(file, JSON)) {
            assertThat(journal.before()).isEmpty();
            journal.add(first);
            journal.add(second);
        }
        try (Journal journal = Journal.open(file, JSON)) {
            assertThat(journal.before()).containsExactly(first, second);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_line_that_was_not_written_to_its_end_does_not_count() throws Exception {
        Path file = directory.resolve("journal");
        Event first = Event.now(Event.Kind.BEGUN, 0, Map.of("items", 1));
        try (Journal journal = Journal.open(file, JSON)) {
            journal.add(first);
        }
        Files.writeString(file, "{\"time\": \"2026-01-01T00:00:00Z\", \"event\": \"mov", StandardOpenOption.APPEND);
        try (Journal journal = Journal.open(file, JSON)) {
            assertThat(journal.before()).containsExactly(first);
            journal.add(first);
        }
        try (Journal journal = Journal.open(file, JSON)) {
            assertThat(journal.before()).containsExactly(first, first);
        }
    }

    @Test
    void a_journal_is_of_one_plan() throws Exception {
        Path file = directory.resolve("journal");
        Event done = Event.now(Event.Kind.DONE, 0, Map.of("exitCode", 0));
        try (Journal journal = Journal.open(file, JSON)) {
            assertThat(Batch.result(journal, "a")).as("nothing has been begun").isEmpty();
            journal.add(Event.now(Event.Kind.PLAN, 0, Map.of("digest", "a")));
        }
        try (Journal journal = Journal.open(file, JSON)) {
            assertThat(Batch.result(journal, "a")).isEmpty();
            journal.add(done);
        }
        try (Journal journal = Journal.open(file, JSON)) {
            assertThat(Batch.result(journal, "a")).contains(done);
            assertThatThrownBy(() -> Batch.result(journal, "b"))
                    .isInstanceOf(PlanException.class)
                    .hasMessageContaining("was begun with another plan");
        }
    }

    @Test
    void another_file_is_not_taken_for_a_journal() throws Exception {
        Path file = Files.writeString(directory.resolve("notes"), "{\"a\": 1}\n");
        assertThatThrownBy(() -> Journal.open(file, JSON))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("is no journal of jtp");
        assertThat(file).hasContent("{\"a\": 1}\n");
    }

    @Test
    void an_attempt_is_made_once() throws Exception {
        Mover mover = Mover.begin(directory, 1, 1, JSON);
        assertThat(MoveFiles.in(directory, 1).attempt(1).begun()).isTrue();
        mover.report("{\"outcome\": \"refused\"}");
        mover.over(3);
        mover.close();
        assertThat(Mover.begin(directory, 1, 1, JSON)).isNull();
        MoveFiles.Attempt attempt = MoveFiles.in(directory, 1).attempt(1);
        assertThat(attempt.moved()).isEmpty();
        assertThat(attempt.failure()).contains(Map.of("outcome", "refused"));
        assertThat(attempt.exitCode()).contains(3);

        Mover second = Mover.begin(directory, 1, 2, JSON);
        second.report("{\"outcome\": \"moved\"}");
        second.close();
        assertThat(Mover.begin(directory, 1, 3, JSON))
                .as("what was moved is not moved again")
                .isNull();
        assertThat(MoveFiles.in(directory, 1).isLocked()).isFalse();
    }

    @Test
    void a_process_is_known_by_its_start() throws Exception {
        ProcessId self = ProcessId.of(ProcessHandle.current().pid()).orElseThrow();
        assertThat(ProcessId.parse(self.toString())).isEqualTo(self);
        assertThat(self.isAlive()).isTrue();
        assertThat(new ProcessId(self.pid(), self.start() + "1").isAlive()).isFalse();
        Process ended = new ProcessBuilder(List.of("/bin/sh", "-c", "read line")).start();
        ProcessId other = ProcessId.of(ended.pid()).orElseThrow();
        ended.getOutputStream().close();
        ended.waitFor();
        assertThat(other.isAlive()).isFalse();
    }
}
