package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.harness.Baseline;
import io.jtp.samples.harness.Ending;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Jtp;
import io.jtp.samples.harness.Lab;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.Route;
import io.jtp.samples.harness.Sample;
import io.jtp.samples.harness.Tool;
import io.jtp.samples.process.Questions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that wait for standard input are moved as they stand there: nothing that is typed before, meanwhile or afterwards is lost or doubled. */
@Isolated("it changes the user's keys")
class QuestionsTest {
    private static final Pattern MOVED = Pattern.compile("moved: process (\\d+)");
    private static final Pattern DETACHED = Pattern.compile("detached as (\\w+)");
    private static final String READING = "it stood at java.io.FileInputStream.read";
    private static final List<String> ANSWERS = List.of("12\n", "34\n", "56\n", "78\n");

    @AutoClose
    private static Lab lab;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        lab = Lab.start(directory);
    }

    static Stream<Arguments> ways() {
        List<Arguments> ways = new ArrayList<>();
        int turn = 0;
        for (Jdk jdk : Jdk.all()) {
            for (String way : List.of("lines", "numbers", "bytes", "blocks")) {
                ways.add(Arguments.of(way, jdk, Route.values()[turn++ % Route.values().length]));
            }
        }
        return ways.stream();
    }

    private static Sample sample(String way) {
        return Sample.of(Questions.class, 0).arguments(way).input(String.join("", ANSWERS), "");
    }

    private static void awaitQuestion(JavaProcess source, int number) throws InterruptedException {
        source.awaitOutput(text -> text.contains("question " + number + "\n"));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_program_is_moved_while_it_waits_for_an_answer(String way, Jdk jdk, Route route) throws Exception {
        Sample sample = sample(way);
        List<Tool> tools = new ArrayList<>();
        try (JavaProcess source = JavaProcess.start(jdk, sample.command(List.of(sample.jdwp())), lab.work())) {
            long pid = source.pid();
            for (int i = 0; i < 2; i++) {
                awaitQuestion(source, i);
                Tool tool = Tool.start(List.of("attach", "" + pid, "--to", lab.address(route)));
                tools.add(tool);
                tool.awaitErrors(text -> text.contains(READING));
                assertThat(tool.errors()).as("%s", tool).contains(READING);
                Matcher moved = MOVED.matcher(tool.errors());
                assertThat(moved.find()).isTrue();
                pid = Long.parseLong(moved.group(1));
                source.type(ANSWERS.get(i));
            }
            ANSWERS.subList(2, ANSWERS.size()).forEach(source::type);
            source.endInput();
            Ending ending = source.awaitEnd();
            assertThat(ending).isEqualTo(Baseline.run(jdk, sample, lab.work()));
            for (Tool tool : tools) {
                assertThat(tool.awaitExitCode()).as("%s", tool).isEqualTo(ending.exitCode());
            }
        } finally {
            tools.forEach(Tool::abandon);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void one_that_stays_goes_on_to_wait(String way, Jdk jdk, Route route) throws Exception {
        Sample sample = sample(way);
        try (JavaProcess source = JavaProcess.start(jdk, sample.command(List.of(Mover.JDWP)), lab.work())) {
            awaitQuestion(source, 0);
            Tool tool = Tool.start(List.of("attach", "" + source.pid(), "--to", lab.address(route), "--dry-run"));
            assertThat(tool.awaitExitCode()).as("%s", tool).isZero();
            assertThat(tool.errors()).contains(READING);
            ANSWERS.forEach(source::type);
            source.endInput();
            assertThat(source.awaitEnd()).isEqualTo(Baseline.run(jdk, sample, lab.work()));
        }
    }

    /** Every move leaves jtp behind; whoever joins the program there goes on with it where the one before has left it. */
    @ParameterizedTest
    @MethodSource("ways")
    void one_that_is_detached_waits_for_who_joins_it(String way, Jdk jdk, Route route) throws Exception {
        Sample sample = sample(way);
        String id;
        try (JavaProcess source = JavaProcess.start(jdk, sample.command(List.of(Mover.JDWP)), lab.work())) {
            awaitQuestion(source, 0);
            source.type(ANSWERS.get(0));
            awaitQuestion(source, 1);
            try (JavaProcess attach =
                    Jtp.start(lab.work(), "attach", "" + source.pid(), "--to", lab.address(route), "--detach")) {
                assertThat(attach.awaitEnd().exitCode()).as("%s", attach).isZero();
                Matcher detached = DETACHED.matcher(attach.errors());
                assertThat(detached.find()).as("%s", attach).isTrue();
                id = detached.group(1);
            }
            assertThat(source.awaitEnd().exitCode()).isEqualTo(128 + 15);
        }
        try (JavaProcess first = Jtp.start(lab.work(), "attach-stdio", id)) {
            first.type(ANSWERS.get(1));
            awaitQuestion(first, 2);
        }
        try (JavaProcess second = Jtp.start(lab.work(), "attach-stdio", id)) {
            awaitQuestion(second, 2);
            second.type(ANSWERS.get(2));
            second.type(ANSWERS.get(3));
            second.endInput();
            Ending ending = second.awaitEnd();
            Ending expected = Baseline.run(jdk, sample, lab.work());
            assertThat(ending.exitCode()).isEqualTo(expected.exitCode());
            assertThat("question 0\nquestion 1\n" + ending.out()).isEqualTo(expected.out());
        }
    }
}
