package io.jtp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.snapshot.Obstacle;
import io.jtp.snapshot.RefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which exit code and which words a failure gets. */
class FailuresTest {
    private static final RefusedException REFUSED = new RefusedException(List.of(
            new Obstacle("main frame 2 local 'conn' -> Conn.socket", "a socket cannot travel", "Close it first"),
            new Obstacle("thread worker", "a second thread", "Wait for it\nor end it")));

    @Command(name = "fail")
    private static final class Failing implements Callable<Integer>, Failures.JsonAware {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Option(names = "--json")
        private boolean json;

        private final Exception failure;

        Failing(Exception failure) {
            this.failure = failure;
        }

        @Override
        public Integer call() throws Exception {
            throw failure;
        }

        @Override
        public PrintWriter json() {
            return json ? spec.commandLine().getOut() : null;
        }
    }

    @Test
    void refusalListsEveryObstacleInAParagraphOfItsOwn() {
        JtpRun run = failWith(REFUSED);
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("""
                        jtp: the program cannot be moved as it stands, and runs on where it is, for 2 reasons

                          at:      main frame 2 local 'conn' -> Conn.socket
                          problem: a socket cannot travel
                          remedy:  Close it first

                          at:      thread worker
                          problem: a second thread
                          remedy:  Wait for it
                                   or end it
                        """);
    }

    @Test
    void refusalAsJson() {
        JtpRun run = failWith(REFUSED, "--json");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("{\"schema\": 1, \"outcome\": \"refused\", \"obstacles\": [{\"place\": \"main frame 2 local"
                        + " 'conn' -> ")
                .endsWith("\"remedy\": \"Wait for it\\nor end it\"}]}" + System.lineSeparator());
    }

    @Test
    void usersMistake() {
        JtpRun run = failWith(TeleportException.usage("There is no process 4711", null));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("jtp: There is no process 4711\n");
    }

    @Test
    void rolledBack() {
        JtpRun run = failWith(TeleportException.rolledBack("failed while sending it: disk full", new IOException()));
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).isEqualTo("jtp: failed while sending it: disk full\n");
    }

    @Test
    void surroundingsOfACommandThatMovesNothing() {
        JtpRun run = failWith(new NoSuchFileException("/nowhere"));
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).isEqualTo("jtp: java.nio.file.NoSuchFileException: /nowhere\n");
    }

    @Test
    void afterCommitTheSnapshotIsNamed() {
        TeleportException failure = TeleportException.afterCommit("line lost", Path.of("/state/1.jtp"), null);
        JtpRun run = failWith(failure);
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err())
                .isEqualTo(
                        "jtp: line lost\njtp: the program as it was is in /state/1.jtp\n"
                                + "jtp: 'jtp resume /state/1.jtp' has it go on; see first that it does not run at the destination\n");
        assertThat(failWith(failure, "--json").out())
                .isEqualTo("{\"schema\": 1, \"outcome\": \"failed-after-commit\", \"kind\": \"environment\", "
                        + "\"message\": \"line lost\", "
                        + "\"snapshot\": \"/state/1.jtp\"}\n");
    }

    @Test
    void bug() {
        JtpRun run = failWith(new IllegalStateException("frame 3 has no method"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("java.lang.IllegalStateException: frame 3 has no method")
                .contains("at io.jtp.cli.FailuresTest.bug")
                .contains("Please report it");
    }

    private static JtpRun failWith(Exception failure, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new CommandLine(new Failing(failure))
                .setExecutionExceptionHandler(new Failures())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
        return new JtpRun(code, out.toString(), err.toString());
    }
}
