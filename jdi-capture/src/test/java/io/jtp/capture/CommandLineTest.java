package io.jtp.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void theWordsAreThoseThatMakeTheWholeText() {
        assertThat(tail("java\0-cp\0a b\0Main\0two  words\0\0ä\0", "Main two  words  ä"))
                .containsExactly("Main", "two  words", "", "ä");
        assertThat(tail("java\0Main\0Main\0", "Main Main")).containsExactly("Main", "Main");
        assertThat(tail("java\0Main\0\0", "Main ")).containsExactly("Main", "");
        assertThat(tail("java\0Main\0", "Main")).containsExactly("Main");
    }

    @Test
    void thereAreNoneIfTheTextIsNotOnTheCommandLine() {
        assertThat(tail("java\0@file\0x\0", "Main x")).isEmpty();
        assertThat(tail("java\0Main\0x", "Main x")).isEmpty();
        assertThat(tail("java\0Main\0", "")).isEmpty();
        assertThat(tail("", "Main")).isEmpty();
        assertThat(CommandLine.tail("java\0Main\0ä\0".getBytes(StandardCharsets.ISO_8859_1), "Main \ufffd"))
                .isEmpty();
    }

    private static List<String> tail(String commandLine, String joined) {
        return CommandLine.tail(commandLine.getBytes(StandardCharsets.UTF_8), joined);
    }
}
