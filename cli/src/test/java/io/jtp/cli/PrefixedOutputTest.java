package io.jtp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrefixedOutputTest {

    @Test
    void writesWholeLinesWithTheirMark() throws IOException {
        ByteArrayOutputStream shared = new ByteArrayOutputStream();
        PrefixedOutput one = new PrefixedOutput(shared, "[1] ");
        PrefixedOutput two = new PrefixedOutput(shared, "[2] ");
        write(one, "ab");
        write(two, "x\n\nyz");
        write(one, "c\nd");
        two.finish();
        write(one, "\n");
        one.finish();
        assertThat(shared.toString(StandardCharsets.UTF_8)).isEqualTo("[2] x\n[2] \n[1] abc\n[2] yz\n[1] d\n");
    }

    @Test
    void cutsALineThatDoesNotEnd() throws IOException {
        ByteArrayOutputStream shared = new ByteArrayOutputStream();
        PrefixedOutput one = new PrefixedOutput(shared, "");
        write(one, "x".repeat((1 << 20) + 1));
        write(one, "y\n");
        assertThat(shared.toString(StandardCharsets.UTF_8)).isEqualTo("x".repeat((1 << 20) + 1) + "\ny\n");
    }

    private static void write(PrefixedOutput out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
