package io.jtp.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class BytePipeTest {

    @Test
    void bytesComeOutAsTheyWentInThroughAPipeMuchSmaller() throws Exception {
        byte[] sent = new byte[100_003];
        new Random(1).nextBytes(sent);
        BytePipe pipe = new BytePipe(64);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            try (OutputStream sink = pipe.sink()) {
                sink.write(sent);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertThat(pipe.source().readAllBytes()).isEqualTo(sent);
        writer.get();
    }

    @Test
    void aReadEndsAtItsDeadline() throws Exception {
        BytePipe pipe = new BytePipe(10);
        pipe.sink().write(7);
        pipe.setDeadline(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20));
        InputStream source = pipe.source();
        assertThat(source.read()).isEqualTo(7);
        assertThatThrownBy(source::read).isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void aWriterDoesNotWaitForAReaderWhoHasLeft() throws Exception {
        BytePipe pipe = new BytePipe(10);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            try {
                pipe.sink().write(new byte[1000]);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        pipe.source().read();
        pipe.source().close();
        writer.get();
        pipe.sink().write(new byte[1000]);
    }

    @Test
    void aWriteThatMakesNoProgressIsGivenUp() {
        BytePipe full = new BytePipe(10);
        OutputStream sink = full.sink();
        StallGuard guard = new StallGuard(
                sink,
                () -> {
                    try {
                        sink.close();
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                },
                java.time.Duration.ofMillis(100));
        assertThatThrownBy(() -> guard.write(new byte[1000])).isInstanceOf(StallGuard.StalledException.class);
        guard.close();
    }
}
