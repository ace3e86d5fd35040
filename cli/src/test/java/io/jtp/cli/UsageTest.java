package io.jtp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.capture.JavaArguments;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong usage, as its user sees it: exit code 2, nothing on standard output, one line that says what is wrong. */
class UsageTest {

    @ParameterizedTest(name = "jtp {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                     | what is to be done? The commands are attach, run, ps, doctor",
                "inspect --heap 3                       | Missing required parameter: '<file>'",
                "inspect x --heap --find y              | are mutually exclusive",
                "atach 1 --to local                     | Unmatched arguments from index 0: 'atach'",
                "attach 1                               | say where to: --to <dest>, or --provision <command>",
                "attach --to local                      | Missing required parameter: '<pid|host:port>'",
                "attach 1 --to host:x                   | Invalid value for option '--to'",
                "attach 1 --to host:99999               | a port is a number from 1 to 65535",
                "attach 1 --to local --wait 30          | '30' is not a duration",
                "attach 1 --to local --wait 30d         | write a number and a unit (ms, s, m or h), such as 30s",
                "attach 1 --to local --stdio nowhere    | 'nowhere' is neither source nor here",
                "attach 1 --to local --at Main          | 'Main' is not a place",
                "attach 1 --to local --at Main:0        | 'Main:0' is not a place",
                "attach 1 --to local --keep --stdio source | --keep and --stdio source exclude each other",
                "attach 1 --to local --files here       | 'here' is neither shared nor ship",
                "attach 1 --to local --provision true   | mutually exclusive",
                "attach 1 --to local --release true     | Missing required",
                "attach 1 --to local --keep --files ship | --keep and --files ship exclude each other",
                "snapshot 1                             | Missing required option: '--output=<file>'",
                "snapshot 1 -o pom.xml                  | pom.xml is there already; give another name, or --overwrite",
                "snapshot 1 -o src --overwrite          | src is not a file",
                "resume                                 | Missing required parameter: '<file>'",
                "fork 1                                 | Missing required option: '--to=<dest>'",
                "fork 1 --to local,host:x               | Invalid value for option '--to'",
                "fork 1 --to local -n 0                 | -n takes a number from 1 to 1000",
                "attach 1 --to local -q -v              | --quiet and --verbose exclude each other",
                "run                                    | Missing required parameter: 'java <word>'",
                "run -- no-such-java -cp x Main         | there is no command 'no-such-java'",
                "run -- sh -c true                      | 'sh' is not the java command of a JDK",
                "run -- java -agentlib:jdwp=server=y M  | a JDWP agent is there already: -agentlib:jdwp=server=y",
                "run java -Xrunjdwp:x -jar x.jar        | a JDWP agent is there already: -Xrunjdwp:x",
                "doctor host:99999                      | a port is a number from 1 to 65535",
                "doctor 1 local more                    | Unmatched argument at index 3: 'more'",
                "attach 1 --to local --no-such-option   | Unknown option: '--no-such-option'",
            })
    void wrongUsage(String line, String message) {
        JtpRun run = JtpRun.of(line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(run.err()).startsWith("jtp: ").contains(message);
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void helpGoesToStandardOutputAndTellsOptionsAndExitCodes() {
        JtpRun run = JtpRun.of("attach", "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("--to=<dest>", "--at=<place>", "--wait", "--stdio", "--keep", "--dry-run", "--java", "--json")
                .contains("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0")
                .containsPattern("3 +refused")
                .containsPattern("5 +failed after");
    }

    @Test
    void commandsAreListed() {
        JtpRun run = JtpRun.of("--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .containsPattern("attach +Moves")
                .containsPattern("snapshot +Writes")
                .containsPattern("inspect +Shows what is in a snapshot")
                .containsPattern("demo +Shows");
    }

    /** What is behind the main class is the program's: there is no second agent in it. */
    @Test
    void wordsOfTheProgramAreNotTheJvms() {
        JavaArguments arguments = JavaArguments.of(List.of("-cp", "-x", "@file", "Main", "-agentlib:jdwp=server=y"));
        assertThat(arguments.options()).containsExactly("-cp", "-x", "@file");
        assertThat(arguments.main()).isEqualTo("Main");
        assertThat(JavaArguments.of(List.of("-ea", "-jar", "x.jar", "-ea")).main())
                .isEqualTo("x.jar");
    }

    /** Help is what a user sees first: every command says what it does, and shows it. */
    @Test
    void everyCommandHasAnExample() {
        for (String command : Main.commandLine().getSubcommands().keySet()) {
            assertThat(JtpRun.of(command, "--help").out())
                    .as(command)
                    .containsPattern("(?s)--quiet.*--verbose.*Examples?:.*jtp " + command);
        }
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500", "30s, 30000", "2m, 120000", "1h, 3600000"})
    void durations(String text, long millis) {
        assertThat(new DurationConverter().convert(text)).hasMillis(millis);
    }
}
