package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.bad.OpenSocket;
import io.jtp.samples.expressions.Nested;
import io.jtp.samples.harness.Baseline;
import io.jtp.samples.harness.Ending;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Jtp;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.Sample;
import io.jtp.samples.harness.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Destinations that a command provides, and that another one gives back whatever happens. */
class ProvisionTest {
    private static final int USAGE = 2;
    private static final int REFUSED = 3;
    private static final int ROLLED_BACK = 4;

    @TempDir
    private Path directory;

    @Test
    void what_was_provided_is_given_back_when_the_program_has_ended() throws Exception {
        try (JavaProcess source = start(Nested.class)) {
            Tool tool = attach(source, "echo instance 17; echo '  local'; echo", released());
            assertMoved(source, tool);
            assertThat(givenBack()).isEqualTo("to [local] after [instance 17;  local]");
        }
    }

    @Test
    void also_if_the_program_cannot_be_moved() throws Exception {
        List<String> words = List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Mover.JDWP,
                "-Djtp.samples.wait=0",
                OpenSocket.class.getName());
        try (JavaProcess source = start(words)) {
            Tool tool = attach(source, "echo local", released());
            tool.awaitErrors(text -> text.contains(Mover.WAITS));
            source.type("\n");
            source.endInput();
            assertThat(tool.awaitExitCode()).as(tool.toString()).isEqualTo(REFUSED);
            assertThat(givenBack()).isEqualTo("to [local] after [local]");
            assertThat(source.awaitEnd().exitCode()).isZero();
        }
    }

    @Test
    void also_if_it_could_not_be_provided() throws Exception {
        try (JavaProcess source = start(Nested.class)) {
            Tool tool = attach(source, "echo half an instance; exit 7", released());
            assertThat(tool.awaitExitCode()).as(tool.toString()).isEqualTo(ROLLED_BACK);
            assertThat(tool.errors()).contains("provide a destination ended with exit code 7", "goes on where it was");
            assertThat(givenBack()).isEqualTo("to [] after [half an instance]");
            assertGoesOn(source);
        }
    }

    @Test
    void what_is_no_destination_is_said() throws Exception {
        try (JavaProcess source = start(Nested.class)) {
            Tool nothing = attach(source, "true", List.of());
            assertThat(nothing.awaitExitCode()).as(nothing.toString()).isEqualTo(ROLLED_BACK);
            assertThat(nothing.errors()).contains("has not printed where the program is to go on");
            Tool wrong = attach(source, "echo local; echo done, thank you", List.of());
            assertThat(wrong.awaitExitCode()).as(wrong.toString()).isEqualTo(ROLLED_BACK);
            assertThat(wrong.errors()).contains("has printed \"done, thank you\" in its last line");
            assertGoesOn(source);
        }
    }

    @Test
    void jtp_is_ended_while_it_waits() throws Exception {
        Pattern number = Pattern.compile("waits as (\\d+)");
        try (JavaProcess source = start(Nested.class)) {
            List<String> command = new ArrayList<>(List.of("attach", "" + source.pid(), "--provision"));
            command.add("echo half an instance; echo waits as $$ >&2; exec sleep 600");
            command.addAll(released());
            try (JavaProcess tool = Jtp.start(directory, command.toArray(String[]::new))) {
                tool.awaitErrors(text -> number.matcher(text).find());
                Matcher found = number.matcher(tool.errors());
                assertThat(found.find()).isTrue();
                ProcessHandle waiting =
                        ProcessHandle.of(Long.parseLong(found.group(1))).orElseThrow();
                tool.handle().destroy();
                tool.awaitEnd();
                waiting.onExit().get(JavaProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            assertThat(givenBack()).isEqualTo("to [] after [half an instance]");
            assertGoesOn(source);
        }
    }

    @Test
    void who_does_not_give_it_back_is_told_of() throws Exception {
        try (JavaProcess source = start(Nested.class)) {
            Tool tool = attach(source, "echo local", List.of("--release", "exit 3"));
            assertMoved(source, tool);
            assertThat(tool.errors()).contains("give the destination back ended with exit code 3", "local");
        }
    }

    @Test
    void nobody_would_give_it_back_for_a_program_that_is_detached() throws Exception {
        Tool tool = Tool.start(List.of("attach", "1", "--provision", "echo local", "--release", "true", "--detach"));
        assertThat(tool.awaitExitCode()).isEqualTo(USAGE);
        assertThat(tool.errors()).contains("--detach and --release exclude each other");
    }

    @Test
    void a_snapshot_is_resumed_there_too() throws Exception {
        Path file = directory.resolve("program.jtp");
        Sample sample = sample(Nested.class);
        try (JavaProcess source = start(Nested.class)) {
            Jtp.snapshot(source, file, "\n", "--end");
            List<String> command = new ArrayList<>(List.of("resume", file.toString(), "--provision", "echo local"));
            command.addAll(released());
            try (JavaProcess resumed = Jtp.start(directory, command.toArray(String[]::new))) {
                resumed.endInput();
                Ending ending = resumed.awaitEnd();
                assertThat(source.output() + ending.out())
                        .isEqualTo(undisturbed(sample).out());
            }
            assertThat(givenBack()).isEqualTo("to [local] after [local]");
        }
    }

    /** As far as it can be seen without Amazon: with a command {@code aws} that answers as theirs does, and writes down what it is asked. */
    @Test
    void the_script_for_ec2_asks_for_an_instance_and_ends_it() throws Exception {
        Path aws = directory.resolve("aws");
        Files.writeString(aws, """
                #!/bin/sh
                echo "$*" >> asked
                case "$2" in
                run-instances) echo i-17;;
                describe-instances) echo ec2-17.example;;
                get-console-output)
                    echo '[ 17.1] cloud-init[1]: -----BEGIN SSH HOST KEY KEYS-----'
                    echo '[ 17.1] cloud-init[1]: ecdsa-sha2-nistp256 AAAAE2Vj root@ip-10-0-0-17'
                    echo '[ 17.1] cloud-init[1]: ssh-ed25519 AAAAC3Nz root@ip-10-0-0-17'
                    echo '[ 17.1] cloud-init[1]: -----END SSH HOST KEY KEYS-----';;
                esac
                """);
        Files.setPosixFilePermissions(aws, PosixFilePermissions.fromString("rwx------"));
        Ending started = script("ec2", "", "start", "--image-id", "ami-1");
        assertThat(started.out()).as(started.err()).isEqualTo("i-17\nec2-user@ec2-17.example\n");
        assertThat(directory.resolve(".ssh/known_hosts"))
                .hasContent("ec2-17.example ecdsa-sha2-nistp256 AAAAE2Vj\nec2-17.example ssh-ed25519 AAAAC3Nz\n");
        assertThat(script("ec2", started.out(), "end").exitCode()).isZero();
        List<String> asked = Files.readAllLines(directory.resolve("asked"));
        assertThat(asked.get(0)).startsWith("ec2 run-instances ").endsWith(" --image-id ami-1");
        assertThat(asked.get(asked.size() - 1)).isEqualTo("ec2 terminate-instances --instance-ids i-17");
    }

    private Ending script(String name, String provisioned, String... arguments)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                "env",
                "HOME=" + directory,
                "PATH=" + directory + ":" + System.getenv("PATH"),
                "JTP_PROVISIONED=" + provisioned,
                Path.of("provision", name).toAbsolutePath().toString()));
        words.addAll(List.of(arguments));
        try (JavaProcess process = JavaProcess.start(words, directory)) {
            return process.awaitEnd();
        }
    }

    private void assertMoved(JavaProcess source, Tool tool) throws InterruptedException {
        tool.awaitErrors(text -> text.contains(Mover.WAITS));
        source.type("\n");
        source.endInput();
        assertThat(tool.awaitExitCode()).as(tool.toString()).isZero();
        assertThat(tool.errors()).contains("moved: process ");
        assertThat(source.awaitEnd().out())
                .isEqualTo(undisturbed(sample(Nested.class)).out());
    }

    private void assertGoesOn(JavaProcess source) throws InterruptedException {
        source.type("\n");
        source.endInput();
        assertThat(source.awaitEnd().out())
                .isEqualTo(undisturbed(sample(Nested.class)).out());
    }

    private Ending undisturbed(Sample sample) {
        return Baseline.run(Jdk.current(), sample, directory);
    }

    private static Sample sample(Class<?> mainClass) {
        return Jtp.waiting(Sample.of(mainClass, 1));
    }

    private JavaProcess start(Class<?> mainClass) throws IOException, InterruptedException {
        return start(sample(mainClass).command(List.of(Mover.JDWP)));
    }

    private JavaProcess start(List<String> words) throws IOException, InterruptedException {
        JavaProcess source = JavaProcess.start(Jdk.current(), words, directory);
        source.awaitLineWanted(1);
        return source;
    }

    private static Tool attach(JavaProcess source, String provision, List<String> further) {
        List<String> command = new ArrayList<>(List.of("attach", "" + source.pid(), "--provision", provision));
        command.addAll(List.of("--at", "io.jtp.samples.Here.moment"));
        command.addAll(further);
        return Tool.start(command);
    }

    /** Writes down what it was told, lines parted by semicolons. */
    private List<String> released() {
        return List.of(
                "--release",
                "printf 'to [%s] after [%s]' \"$JTP_DESTINATION\" \"$(echo \"$JTP_PROVISIONED\" | sed '/^$/d' | paste -sd ';')\" > "
                        + directory.resolve("released"));
    }

    private String givenBack() throws IOException {
        return Files.readString(directory.resolve("released"));
    }
}
