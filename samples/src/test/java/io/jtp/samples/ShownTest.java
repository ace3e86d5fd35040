package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.jdi.VirtualMachine;
import io.jtp.cli.Main;
import io.jtp.samples.harness.Classes;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Jtp;
import io.jtp.samples.harness.Lab;
import io.jtp.samples.harness.Launcher;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.PlainDebugger;
import io.jtp.samples.harness.Route;
import io.jtp.samples.harness.Shown;
import io.jtp.samples.harness.Tool;
import io.jtp.samples.inspected.Office;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What README and docs show is what one sees. */
@Isolated("it changes the user's keys, and asks all programs of the user")
class ShownTest {
    private static final Path PROGRAMS = Path.of("shown");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern DETACHED = Pattern.compile("detached as (\\w+)");

    @AutoClose
    private static Lab lab;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        lab = Lab.start(directory);
        List<String> words =
                new ArrayList<>(List.of("-d", lab.work().resolve("classes").toString()));
        for (String source : List.of("Countdown.java", "Bank.java", "org/example/Server.java")) {
            words.add(PROGRAMS.resolve(source).toString());
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(new String[0])))
                .isZero();
    }

    static Stream<String> commands() throws IOException {
        return Shown.all().stream()
                .flatMap(session -> session.commands().stream())
                .filter(command -> command.matches("(\\./)?jtp .*"))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_is_one(String command) {
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(command); word.find(); ) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        String[] arguments = words.subList(1, words.size()).toArray(new String[0]);
        assertThatCode(() -> Main.commandLine().parseArgs(arguments)).doesNotThrowAnyException();
    }

    @Test
    void the_demo() throws Exception {
        Shown.assertSame(
                Shown.of("README.md", "./jtp demo").rest(), jtp(0, "demo").output());
    }

    @Test
    void a_program_of_one_s_own() throws Exception {
        String run = "./jtp run -- java -cp classes Countdown";
        Shown shown = Shown.of("README.md", run);
        try (JavaProcess countdown = countdown()) {
            countdown.awaitOutput(text -> text.contains("ten"));
            Tool attach = jtp(3, "attach", "" + countdown.pid(), "--to", "local");
            Shown moved = Shown.of("README.md", "./jtp attach 19697 --to local");
            Shown.assertSame(moved.output(moved.commands().get(0)), attach.errors());
            Shown.assertSame(moved.output("echo $?"), "3");
            Shown.assertSame(shown.output(run), countdown.awaitEnd().out());
            Shown.assertSame(shown.output("echo $?"), "" + countdown.awaitEnd().exitCode());
        }
    }

    @Test
    void a_program_that_is_detached() throws Exception {
        Shown shown = Shown.of("cli.md", "jtp attach 4711 --to user@host --detach");
        try (JavaProcess countdown = countdown()) {
            countdown.awaitOutput(text -> text.contains("ten"));
            Tool attach = jtp(0, "attach", "" + countdown.pid(), "--to", lab.address(Route.SSH), "--detach");
            Shown.assertSame(shown.output(shown.commands().get(0)), attach.errors());
            Matcher id = DETACHED.matcher(attach.errors());
            assertThat(id.find()).isTrue();
            // the program's bytes go past jtp's own streams
            try (JavaProcess logs = Jtp.start(lab.work(), "logs", "-f", id.group(1))) {
                assertThat(logs.awaitEnd().exitCode()).as("%s", logs).isEqualTo(3);
                Shown.assertSame(shown.output(shown.commands().get(1)), logs.output());
            }
        }
    }

    @Test
    void the_list_of_programs() throws Exception {
        Shown shown = Shown.of("cli.md", "jtp ps");
        try (JavaProcess countdown = countdown();
                JavaProcess server = program("org.example.Server");
                JavaProcess bank = program("Bank", Mover.JDWP)) {
            countdown.awaitOutput(text -> text.contains("ten"));
            server.awaitOutput(text -> text.contains("serves"));
            bank.awaitOutput(text -> text.contains("open"));
            VirtualMachine debugger = PlainDebugger.attach("com.sun.jdi.ProcessAttach", Map.of("pid", "" + bank.pid()));
            try {
                Shown.assertAmong(shown.rest(), jtp(0, "ps").output());
            } finally {
                debugger.dispose();
            }
        }
    }

    @Test
    void what_a_move_would_find() throws Exception {
        Shown shown = Shown.of("cli.md", "jtp doctor 1866 user@host");
        try (JavaProcess server = program("org.example.Server", Mover.JDWP)) {
            server.awaitOutput(text -> text.contains("serves"));
            Tool doctor = jtp(3, "doctor", "" + server.pid(), lab.address(Route.SSH));
            Shown.assertSame(shown.rest(), doctor.output());
        }
    }

    @Test
    void what_is_in_a_snapshot() throws Exception {
        Shown shown = Shown.of("inspect.md", "jtp snapshot 14406 -o office.jtp");
        Shown more = Shown.of("inspect.md", "jtp inspect office.jtp --find \"customer 48\"");
        Path file = lab.work().resolve("office.jtp");
        List<String> program = List.of(
                Mover.JDWP,
                "-cp",
                Classes.of(Office.class).place().toString(),
                Office.class.getName(),
                "hunter2",
                "50");
        try (JavaProcess office = JavaProcess.start(Jdk.current(), program, lab.work())) {
            office.awaitOutput(text -> text.contains("counting"));
            jtp(0, "snapshot", "" + office.pid(), "-o", file.toString());
        }
        Shown.assertSame(shown.output("jtp inspect office.jtp"), inspect(file));
        String found = inspect(file, "--find", "customer 48");
        Shown.assertSame(more.output(more.commands().get(0)), found);
        Matcher last = Pattern.compile("last = \\S+ #(\\d+)").matcher(inspect(file));
        assertThat(last.find()).isTrue();
        Shown.assertSame(more.output(more.commands().get(1)), inspect(file, "--object", last.group(1)));
    }

    private static String inspect(Path file, String... options) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("inspect", file.toString()));
        command.addAll(List.of(options));
        return jtp(0, command.toArray(new String[0])).output();
    }

    private static JavaProcess countdown() throws IOException {
        String java = Jdk.current().java().toString();
        return JavaProcess.start(
                Launcher.command(List.of("run", "--", java, "-cp", "classes", "Countdown")), lab.work());
    }

    private static JavaProcess program(String main, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of(options));
        words.addAll(List.of("-cp", "classes", main));
        return JavaProcess.start(Jdk.current(), words, lab.work());
    }

    private static Tool jtp(int exitCode, String... arguments) throws InterruptedException {
        Tool tool = Tool.start(List.of(arguments));
        assertThat(tool.awaitExitCode()).as("%s", tool).isEqualTo(exitCode);
        return tool;
    }
}
