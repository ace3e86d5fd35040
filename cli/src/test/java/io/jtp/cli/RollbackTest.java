package io.jtp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollbackTest {
    private final List<String> done = new ArrayList<>();
    private final Rollback rollback = new Rollback();

    @Test
    void theSourceComesFirstAndTheLatestOfEachSide() {
        rollback.atSource(() -> done.add("target"));
        rollback.atDestination(() -> done.add("connection"));
        rollback.atDestination(() -> done.add("jvm"));
        rollback.atSource(() -> done.add("husk"));
        assertThat(rollback.undo()).isEmpty();
        assertThat(done).containsExactly("husk", "target", "jvm", "connection");
        assertThat(rollback.undo()).isEmpty();
        assertThat(done).hasSize(4);
    }

    @Test
    void aFailureKeepsNothingFromBeingGivenBack() {
        rollback.atDestination(() -> done.add("jvm"));
        rollback.atSource(() -> {
            throw new IOException("no target");
        });
        rollback.atSource(() -> {
            throw new IOException("no husk");
        });
        Optional<Exception> failure = rollback.undo();
        assertThat(done).containsExactly("jvm");
        assertThat(failure).get().extracting(Throwable::getMessage).isEqualTo("no husk");
        assertThat(failure.get().getSuppressed())
                .extracting(Throwable::getMessage)
                .containsExactly("no target");
    }

    @Test
    void afterTheCommitTheSourceIsNotGivenBack() {
        rollback.atSource(() -> done.add("target"));
        rollback.atDestination(() -> done.add("jvm"));
        assertThat(rollback.commit(() -> done.add("abandon"))).isTrue();
        rollback.undo();
        assertThat(done).containsExactly("abandon", "jvm");
    }
}
