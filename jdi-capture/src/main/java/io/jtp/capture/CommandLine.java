package io.jtp.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What follows the JVM's options on the command line of a process. */
final class CommandLine {

    private CommandLine() {}

    /**
     * {@return main class and arguments; empty if they cannot be told}
     *
     * @param joined the same as the JVM has it, with blanks in between
     */
    static List<String> of(long pid, String joined) {
        Path file = Path.of("/proc", Long.toString(pid), "cmdline");
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return tail(Files.readAllBytes(file), joined);
        } catch (IOException e) {
            // the process has ended, or is another user's: either shows where more depends on it
            return List.of();
        }
    }

    /**
     * {@return those last words of a command line that make the whole of a text} No others can: their number is told by their length. There
     * are none if words were taken from a file ({@code @file}), or if they are in another encoding than UTF-8.
     *
     * @param commandLine each word with a zero byte behind it
     */
    static List<String> tail(byte[] commandLine, String joined) {
        String text = new String(commandLine, StandardCharsets.UTF_8);
        if (joined.isEmpty() || !text.endsWith("\0") || text.contains("\ufffd")) {
            return List.of();
        }
        List<String> words = Arrays.asList(text.substring(0, text.length() - 1).split("\0", -1));
        for (int first = words.size() - 1; first > 0; first--) {
            List<String> tail = words.subList(first, words.size());
            if (String.join(" ", tail).equals(joined)) {
                return List.copyOf(tail);
            }
        }
        return List.of();
    }
}
