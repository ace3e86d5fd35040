package io.jtp.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanFileTest {
    private static final PlanFile.Words WORDS = new PlanFile.Words(
            text -> {
                if (!text.matches("\\d+s")) {
                    throw new IllegalArgumentException("'" + text + "' is not a duration");
                }
                return Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1)));
            },
            text -> {
                if (text.contains("/")) {
                    throw new IllegalArgumentException("'" + text + "' is no destination");
                }
                return text;
            },
            text -> text);

    @TempDir
    private Path directory;

    @Test
    void everything_in_a_plan_is_read() throws Exception {
        Plan plan = read("""
                targets:
                  - main: com.example.*
                    at: Worker.next
                    wait: 60s
                  - pid: 4711   # this one
                    deadline: 5s
                  - address: 127.0.0.1:5005
                destinations:
                  - local
                  - {to: user@host, weight: 2, room: 10, java: /opt/jdk}
                order: youngest
                concurrency: 7
                wait: 40s
                deadline: 100s
                stdio: source
                files: ship
                native: same
                until: ended
                onRefusal: stop
                onFailure: retry
                retry: {times: 1, after: 2s}
                hooks:
                  before: "true"
                  after: |
                    echo one
                    echo two
                """);
        assertThat(plan)
                .isEqualTo(new Plan(
                        List.of(
                                target(new Plan.Which.MainClass("com.example.*"), "Worker.next", 60, 0, 2),
                                target(new Plan.Which.Pid(4711), null, 0, 5, 5),
                                target(new Plan.Which.Address("127.0.0.1:5005"), null, 0, 0, 7)),
                        List.of(
                                new Plan.Place("local", 1, Optional.empty(), Optional.empty()),
                                new Plan.Place("user@host", 2, Optional.of(10), Optional.of("/opt/jdk"))),
                        Plan.Order.YOUNGEST,
                        7,
                        Duration.ofSeconds(40),
                        Optional.of(Duration.ofSeconds(100)),
                        Plan.Streams.SOURCE,
                        List.of("--files", "ship", "--native", "same"),
                        true,
                        Plan.Reaction.STOP,
                        Plan.Reaction.RETRY,
                        new Plan.Retry(1, Duration.ofSeconds(2)),
                        new Plan.Hooks(Optional.of("true"), Optional.of("echo one\necho two\n"))));
    }

    private static Plan.Target target(Plan.Which which, String at, int patience, int deadline, int line) {
        return new Plan.Target(which, Optional.ofNullable(at), seconds(patience), seconds(deadline), line);
    }

    private static Optional<Duration> seconds(int number) {
        return number == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(number));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "targets: [{pid: 1}];destinations: [local];conurrency: 2 | line 3: 'conurrency' is not known here; known are targets,",
                "targets: [{pid: 1}];destinations: [local];order: newest | line 3: 'order' is one of listed, oldest, youngest, largest, not 'newest'",
                "targets: [{pid: 1}];destinations: [local];wait: soon | line 3: 'wait': 'soon' is not a duration",
                "targets: [{pid: 1}];destinations: [local];concurrency: 0 | line 3: 'concurrency' has to be a number from 1 on, not '0'",
                "targets: [{pid: 1}];destinations: [local];order: oldest;order: oldest | line 4: 'order' is there twice",
                "targets: [{pid: 1}];destinations:; - local; - to: a/b | line 4: 'a/b' is no destination",
                "targets: [{pid: 1}];destinations:; - weight: 2 | line 3: 'to' is missing",
                "targets: [{pid: 1}];destinations:; - local; - local | line 4: the destination local is there twice",
                "targets:; - pid: 1;   main: a;destinations: [local] | line 2: a target has one of pid, main and address",
                "targets:; - pid: 1;   colour: red;destinations: [local] | line 3: 'colour' is not known here",
                "targets: [];destinations: [local] | line 1: 'targets' has to be a list",
                "targets: [{pid: 1}] | line 1: 'destinations' is missing",
                "targets: [{pid: 1};destinations: [local] | line 2: this is not YAML",
                "just words | line 1: names with values are expected here",
                "targets: [{pid: 1}];destinations: [local];stdio: detach;files: ship | exclude each other",
                "targets: [{pid: 1}];destinations: [local];stdio: detach;until: ended | exclude each other",
            })
    void what_is_wrong_is_told_with_its_line(String text, String message) {
        assertThatThrownBy(() -> read(text.replace(';', '\n')))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_file_that_is_not_there_or_empty_is_said() {
        assertThatThrownBy(() -> PlanFile.read(directory.resolve("missing"), WORDS))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("there is no file");
        assertThatThrownBy(() -> read("")).isInstanceOf(PlanException.class).hasMessageContaining("is empty");
    }

    @ParameterizedTest
    @CsvSource({
        "com.example.*, com.example.Main, true",
        "com.example.*, com.exampleXMain, false",
        "*, anything, true",
        "Main, Main, true",
        "Main, MainToo, false",
        "/a/*.jar, /a/b/c.jar, true",
        "a\\Eb*, a\\Ebc, true",
    })
    void patterns_stand_for_whole_names(String pattern, String main, boolean matches) {
        assertThat(new Plan.Which.MainClass(pattern).matches(main)).isEqualTo(matches);
    }

    @Test
    void programs_are_spread_by_weight_as_long_as_there_is_room() {
        Pool pool = new Pool(List.of(
                new Plan.Place("a", 2, Optional.empty(), Optional.empty()),
                new Plan.Place("b", 1, Optional.of(1), Optional.empty())));
        StringBuilder order = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            String to = pool.choose(Optional.empty()).orElseThrow().to();
            pool.take(to);
            order.append(to);
        }
        assertThat(order).hasToString("aabaaa");
        pool.giveBack("b");
        assertThat(pool.choose(Optional.of("a")).orElseThrow().to()).isEqualTo("b");
        pool.take("b");
        assertThat(pool.choose(Optional.of("a")).orElseThrow().to())
                .as("there is no other")
                .isEqualTo("a");
    }

    private Plan read(String text) throws PlanException, IOException {
        return PlanFile.read(Files.writeString(directory.resolve("plan.yaml"), text), WORDS);
    }
}
