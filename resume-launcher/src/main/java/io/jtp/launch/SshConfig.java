package io.jtp.launch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file as in ssh_config(5): {@code Host} with patterns and negations, {@code Match all} and {@code Match host}, {@code Include};
 * the first value found counts. Other kinds of {@code Match} never match. JSch's own reader keeps only the last of several sections for
 * a host, and knows neither Include nor Match.
 */
final class SshConfig {
    /** Files that include each other end here, as in ssh_config(5). */
    private static final int INCLUDE_DEPTH = 16;

    private static final Pattern LINE = Pattern.compile("\\s*(?<key>[A-Za-z0-9]+)(?:\\s*=\\s*|\\s+)(?<value>.*?)\\s*");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private record Entry(List<String> patterns, String key, String value) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Path directory;

    private SshConfig(Path directory) {
        this.directory = directory;
    }

    /** {@return what the file says; one that is not there says nothing} */
    static SshConfig read(Path file) throws IOException {
        SshConfig config = new SshConfig(file.toAbsolutePath().getParent());
        if (Files.isRegularFile(file)) {
            config.read(file, List.of("*"), INCLUDE_DEPTH);
        }
        return config;
    }

    static SshConfig empty() {
        return new SshConfig(Path.of("/"));
    }

    /** {@return the value that counts for a host, without quotes} */
    Optional<String> value(String host, String key) {
        return values(host, key).stream().findFirst();
    }

    /** {@return all values for a host, for keys that may be given more than once} */
    List<String> values(String host, String key) {
        return entries.stream()
                .filter(entry -> entry.key().equals(key.toLowerCase(Locale.ROOT)) && matches(entry.patterns(), host))
                .map(Entry::value)
                .toList();
    }

    private void read(Path file, List<String> section, int depth) throws IOException {
        List<String> patterns = section;
        for (String text : Files.readAllLines(file)) {
            Matcher line = LINE.matcher(text);
            if (!line.matches()) {
                continue; // empty, or a comment
            }
            String key = line.group("key").toLowerCase(Locale.ROOT);
            List<String> words = words(line.group("value"));
            switch (key) {
                case "host" -> patterns = words;
                case "match" -> patterns = matchPatterns(words);
                case "include" -> {
                    for (String word : words) {
                        include(word, patterns, depth - 1);
                    }
                }
                default -> entries.add(new Entry(patterns, key, String.join(" ", words)));
            }
        }
    }

    private void include(String word, List<String> patterns, int depth) throws IOException {
        Path glob =
                directory.resolve(word.startsWith("~/") ? System.getProperty("user.home") + word.substring(1) : word);
        if (depth == 0 || glob.getParent() == null || !Files.isDirectory(glob.getParent())) {
            return;
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> matching =
                Files.newDirectoryStream(glob.getParent(), glob.getFileName().toString())) {
            matching.forEach(files::add);
        }
        files.sort(null);
        for (Path file : files) {
            if (Files.isRegularFile(file)) {
                read(file, patterns, depth);
            }
        }
    }

    private static List<String> matchPatterns(List<String> words) {
        if (words.size() == 1 && words.get(0).equalsIgnoreCase("all")) {
            return List.of("*");
        }
        if (words.size() == 2
                && (words.get(0).equalsIgnoreCase("host") || words.get(0).equalsIgnoreCase("originalhost"))) {
            return Arrays.asList(words.get(1).split(","));
        }
        return List.of();
    }

    private static List<String> words(String value) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(value);
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        return words;
    }

    /** One pattern at least has to match, and no negated one may. */
    private static boolean matches(List<String> patterns, String host) {
        boolean matches = false;
        for (String pattern : patterns) {
            boolean negated = pattern.startsWith("!");
            if (glob(negated ? pattern.substring(1) : pattern).matcher(host).matches()) {
                if (negated) {
                    return false;
                }
                matches = true;
            }
        }
        return matches;
    }

    private static Pattern glob(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
    }
}
