package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.cli.Main;
import io.jtp.samples.files.Travelling;
import io.jtp.samples.harness.Baseline;
import io.jtp.samples.harness.Classes;
import io.jtp.samples.harness.Ending;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Lab;
import io.jtp.samples.harness.MeddlingJava;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.Route;
import io.jtp.samples.harness.Sample;
import io.jtp.samples.harness.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --files ship}: a program's files travel with it, and what it has written is back when it has ended. No copy is left anywhere. */
@Isolated("it changes the user's keys, and looks at what is left in jtp's cache")
class ShippedFilesTest {
    private static final int EXIT_CODE = 3;
    private static final int ROLLED_BACK = 4;
    private static final int FAILED_AFTER_COMMIT = 5;

    private static final Pattern MOVED = Pattern.compile("moved: process (\\d+)");

    private static final Pattern COPIES = Pattern.compile("copies of the files that it writes to are in (\\S+) on ");

    @TempDir
    private Path directory;

    private Lab lab;

    /** The program's directory, which is its argument. */
    private Path files;

    @BeforeEach
    void start() throws Exception {
        lab = Lab.start(directory);
        files = Files.createTempDirectory(lab.work(), "files").toRealPath();
    }

    @AfterEach
    void stop() throws Exception {
        lab.close();
    }

    @AfterEach
    void nothing_is_left_in_the_cache() throws IOException {
        for (Path cache : List.of(Path.of(System.getenv("XDG_CACHE_HOME"), "jtp"), sshCache())) {
            if (Files.isDirectory(cache)) {
                try (Stream<Path> left = Files.list(cache)) {
                    assertThat(left.filter(path -> path.getFileName().toString().startsWith("files.")))
                            .isEmpty();
                }
            }
        }
    }

    /** {@return jtp's cache of the SSH server's user} */
    private Path sshCache() {
        return directory.resolve("server/home/.cache/jtp");
    }

    static Stream<Arguments> routes() {
        return Jdk.all().stream().flatMap(jdk -> Stream.of(Route.values()).map(route -> Arguments.of(route, jdk)));
    }

    /** The directory is not to be seen there, as on another machine. */
    @ParameterizedTest
    @MethodSource("routes")
    void files_travel_and_come_back(Route route, Jdk jdk) throws Exception {
        Map<String, String> expected = new TreeMap<>();
        Ending undisturbed = undisturbed(jdk, expected);
        String away = "'" + files + ".away'";
        Path java = MeddlingJava.make(directory, jdk, "mv '" + files + "' " + away, "mv " + away + " '" + files + "'");
        try (JavaProcess source = source(jdk)) {
            Tool tool = attach(source.pid(), lab.address(route), "--java", java.toString());
            goOn(source, tool);
            goOn(source, 2);
            source.endInput();
            assertThat(source.awaitEnd()).as("%s", tool).isEqualTo(undisturbed);
            assertThat(tool.awaitExitCode()).isEqualTo(EXIT_CODE);
        }
        assertThat(contents(files)).isEqualTo(expected);
    }

    @Test
    void what_was_changed_meanwhile_stays_and_the_other_is_put_beside() throws Exception {
        Jdk jdk = Jdk.current();
        Map<String, String> expected = new TreeMap<>();
        Ending undisturbed = undisturbed(jdk, expected);
        Path java = MeddlingJava.make(
                directory, jdk, "echo changed >'" + files + "/log.txt'; rm '" + files + "/both'", ":");
        try (JavaProcess source = source(jdk)) {
            Tool tool = attach(source.pid(), lab.address(Route.SSH), "--java", java.toString());
            goOn(source, tool);
            goOn(source, 2);
            source.endInput();
            assertThat(source.awaitEnd()).as("%s", tool).isEqualTo(undisturbed);
            assertThat(tool.awaitExitCode()).isEqualTo(EXIT_CODE);
            assertThat(tool.errors())
                    .contains(
                            "jtp: the file " + files + "/log.txt has 8 bytes instead of ",
                            "what the program wrote to it is in " + files + "/log.txt.moved",
                            "jtp: the file " + files + "/both is not there",
                            "what the program wrote to it is in " + files + "/both.moved");
        }
        expected.put("log.txt.moved", expected.put("log.txt", "changed\n"));
        expected.put("both.moved", expected.remove("both"));
        assertThat(contents(files)).isEqualTo(expected);
    }

    @Test
    void a_move_that_is_rolled_back_leaves_no_copies() throws Exception {
        Jdk jdk = Jdk.current();
        Map<String, String> expected = new TreeMap<>();
        Ending undisturbed = undisturbed(jdk, expected);
        Path java = MeddlingJava.make(directory, jdk, "exit", ":");
        try (JavaProcess source = source(jdk)) {
            Tool tool = attach(source.pid(), lab.address(Route.SSH), "--java", java.toString());
            goOn(source, tool);
            assertThat(tool.awaitExitCode()).as("exit code of %s", tool).isEqualTo(ROLLED_BACK);
            goOn(source, 2);
            source.endInput();
            assertThat(source.awaitEnd()).isEqualTo(undisturbed);
        }
        assertThat(contents(files)).isEqualTo(expected);
    }

    @Test
    void files_come_back_from_hop_to_hop() throws Exception {
        Jdk jdk = Jdk.current();
        Map<String, String> expected = new TreeMap<>();
        Ending undisturbed = undisturbed(jdk, expected);
        try (JavaProcess source = source(jdk)) {
            Tool first = attach(source.pid(), lab.address(Route.SSH));
            goOn(source, first);
            long pid = Long.parseLong(said(first, MOVED));
            source.awaitLineWanted(2);
            Tool second = attach(pid, "local");
            goOn(source, second);
            source.endInput();
            assertThat(source.awaitEnd()).as("%s\n%s", first, second).isEqualTo(undisturbed);
            assertThat(second.awaitExitCode()).isEqualTo(EXIT_CODE);
            assertThat(first.awaitExitCode()).isEqualTo(EXIT_CODE);
        }
        assertThat(contents(files)).isEqualTo(expected);
    }

    @Test
    void where_the_copies_are_is_said_when_the_line_breaks() throws Exception {
        try (JavaProcess source = source(Jdk.current())) {
            Tool tool = attach(source.pid(), lab.address(Route.SSH));
            goOn(source, tool);
            ProcessHandle moved =
                    ProcessHandle.of(Long.parseLong(said(tool, MOVED))).orElseThrow();
            source.awaitLineWanted(2);
            Map<String, String> before = contents(files);
            lab.close();
            assertThat(tool.awaitExitCode()).as("exit code of %s", tool).isEqualTo(FAILED_AFTER_COMMIT);
            // this server ends what it has started
            moved.onExit().get(JavaProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(contents(files)).isEqualTo(before);
            Path copies = Path.of(said(tool, COPIES));
            assertThat(copies).hasParent(sshCache());
            Map<String, String> there = contents(copies);
            assertThat(there).hasSameSizeAs(before);
            assertThat(there.values()).anyMatch(text -> text.endsWith("not yet written\nafter one move\n"));
            for (String name : there.keySet()) {
                Files.delete(copies.resolve(name));
            }
            Files.delete(copies);
        }
    }

    /** As by Ctrl-C in jtp, and by a signal to the process that the program came from. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_was_written_comes_back_when_the_program_is_told_to_end(boolean byTool) throws Exception {
        Jdk jdk = Jdk.current();
        try (JavaProcess source = source(jdk)) {
            List<String> attach = attachCommand(source.pid(), lab.address(Route.SSH));
            try (JavaProcess jtp = JavaProcess.startHere(Main.class, List.of(), attach, lab.work())) {
                jtp.awaitErrors(text -> text.contains(Mover.WAITS));
                source.type("\n");
                source.awaitLineWanted(2);
                assertThat(contents(files).get("log.txt")).endsWith("number 2\n");
                (byTool ? jtp : source).handle().destroy();
                source.awaitEnd();
                jtp.awaitEnd();
                assertThat(contents(files).get("log.txt"))
                        .as("%s", jtp)
                        .contains("number 2\nnot yet written\nafter one move\n");
                assertThat(contents(files).get("both")).contains("NUMBER");
            }
        }
    }

    private static String said(Tool tool, Pattern what) throws Exception {
        tool.awaitErrors(text -> what.matcher(text).find());
        Matcher matcher = what.matcher(tool.errors());
        assertThat(matcher.find()).as("%s", tool).isTrue();
        return matcher.group(1);
    }

    /** The sample waits for a line at each of its moments. */
    private static Sample sample(Path files) {
        return Sample.of(Travelling.class, 2)
                .classes(Classes.of(Travelling.class))
                .arguments(files.toString())
                .vmOptions("-Djtp.samples.hops=1,2", "-Djtp.samples.moment=0")
                .input("\n\n", "");
    }

    /** @param contents gets what is in the files afterwards */
    private Ending undisturbed(Jdk jdk, Map<String, String> contents) throws IOException {
        Path other = Files.createTempDirectory(lab.work(), "undisturbed");
        Ending ending = Baseline.run(jdk, sample(other), lab.work());
        assertThat(ending.exitCode()).as("%s", ending).isEqualTo(EXIT_CODE);
        contents.putAll(contents(other));
        return ending;
    }

    private static Map<String, String> contents(Path files) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.list(files)) {
            for (Path file : all.toList()) {
                contents.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    private JavaProcess source(Jdk jdk) throws Exception {
        JavaProcess source = JavaProcess.start(jdk, sample(files).command(List.of(Mover.JDWP)), lab.work());
        source.awaitLineWanted(1);
        return source;
    }

    private static Tool attach(long pid, String destination, String... options) {
        List<String> command = new ArrayList<>(attachCommand(pid, destination));
        command.addAll(List.of(options));
        return Tool.start(command);
    }

    private static List<String> attachCommand(long pid, String destination) {
        return List.of(
                "attach", "" + pid, "--to", destination, "--files", "ship", "--at", "io.jtp.samples.Here.moment");
    }

    /** Lets the program come to the place that the tool waits for. */
    private static void goOn(JavaProcess source, Tool tool) throws Exception {
        assertThat(tool.awaitErrors(text -> text.contains(Mover.WAITS)))
                .as("%s", tool)
                .isTrue();
        source.type("\n");
    }

    /** Lets the program go on from this moment. */
    private static void goOn(JavaProcess source, int moment) throws Exception {
        source.awaitLineWanted(moment);
        source.type("\n");
    }
}
