package io.jtp.samples.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A session that a page of the documentation shows: what somebody typed behind {@code $}, and what was printed then.
 *
 * @param page its name
 * @param lines the lines of the block, in which {@code ...} stands for some that are left out
 */
public record Shown(String page, List<String> lines) {
    private static final Path ROOT = Path.of("..");
    private static final String PROMPT = "$ ";
    private static final String LEFT_OUT = "...";
    /** There may be any number of them. */
    private static final String FURTHER_JDK = "BUILD at PATH";

    /** {@return all sessions of all pages} */
    public static List<Shown> all() throws IOException {
        List<Shown> sessions = new ArrayList<>();
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            for (Path page : Stream.concat(Stream.of(ROOT.resolve("README.md")), docs.sorted())
                    .filter(each -> each.toString().endsWith(".md"))
                    .toList()) {
                blocks(page).filter(each -> !each.commands().isEmpty()).forEach(sessions::add);
            }
        }
        return sessions;
    }

    private static Stream<Shown> blocks(Path page) throws IOException {
        List<Shown> blocks = new ArrayList<>();
        List<String> inside = null;
        for (String line : Files.readAllLines(page)) {
            if (!line.startsWith("```")) {
                if (inside != null) {
                    inside.add(line);
                }
            } else if (inside == null) {
                inside = new ArrayList<>();
            } else {
                blocks.add(new Shown(page.getFileName().toString(), List.copyOf(inside)));
                inside = null;
            }
        }
        return blocks.stream();
    }

    /** {@return the session that begins with this command, in the only place where one does} */
    public static Shown of(String page, String command) throws IOException {
        List<Shown> found = all().stream()
                .filter(each -> each.page.equals(page) && each.lines.get(0).equals(PROMPT + command))
                .toList();
        assertThat(found).as("sessions in %s that begin with %s", page, command).hasSize(1);
        return found.get(0);
    }

    /** {@return what was typed, in order} */
    public List<String> commands() {
        return lines.stream()
                .filter(line -> line.startsWith(PROMPT))
                .map(line -> line.substring(PROMPT.length()))
                .toList();
    }

    /** {@return what was printed after a command, up to the next one} */
    public List<String> output(String command) {
        int begin = lines.indexOf(PROMPT + command);
        assertThat(begin).as("%s is typed in %s", command, this).isNotNegative();
        return lines.stream()
                .skip(begin + 1)
                .takeWhile(line -> !line.startsWith(PROMPT))
                .toList();
    }

    /** {@return all that comes after the first command} */
    public List<String> rest() {
        return lines.subList(1, lines.size());
    }

    /**
     * Holds what is shown against what is printed. Numbers, paths, hosts, the JVM's build, and where the program stood may be others; of what is left out,
     * anything.
     */
    public static void assertSame(List<String> shown, String printed) {
        List<String> actual = shapes(printed.lines());
        if (shown.contains(LEFT_OUT)) {
            assertThat(actual).as(printed).containsSubsequence(shapes(shown.stream()));
        } else {
            assertThat(actual).as(printed).containsExactlyElementsOf(shapes(shown.stream()));
        }
    }

    /** The same, but more may be printed, and in another order. */
    public static void assertAmong(List<String> shown, String printed) {
        assertThat(shapes(printed.lines())).as(printed).containsAll(shapes(shown.stream()));
    }

    private static List<String> shapes(Stream<String> lines) {
        return lines.map(Shown::shape)
                .filter(shape -> !shape.isEmpty() && !shape.equals(FURTHER_JDK) && !shape.equals(LEFT_OUT))
                .toList();
    }

    private static String shape(String line) {
        return line.replaceAll("[\\w.-]+@[\\w.-]+(:\\d+)?", "HOST")
                .replaceAll("(?<![\\w.])/[\\w./+-]+", "PATH")
                .replaceAll("\\d+(\\.\\d+)+\\+[\\w.-]+", "0")
                .replaceAll("0,? \\(?[A-Z][\\w ]+, \\w+\\)?", "BUILD")
                .replaceAll("0 \\([A-Z][\\w ]+\\)", "BUILD")
                .replaceAll("\\b[0-9a-f]{10}\\b", "ID")
                .replaceAll("it stood at .*", "it stood at PLACE")
                .replaceAll("heap read .*", "heap read HOW")
                .replaceAll("\\d+([.+:-]\\d+)*", "0")
                .replaceAll("\\b0 (\\w+?)s?\\b", "0 $1")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
