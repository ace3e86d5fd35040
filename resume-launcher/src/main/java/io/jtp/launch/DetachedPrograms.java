package io.jtp.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Programs that go on at a destination without a tool, each known by its id. What there is of one is in a directory of its own, see
 * {@link io.jtp.snapshot.Wire#DETACHED}: its standard output and error, its process id, and in the end its exit code. As long as its standard input is
 * open, there are two FIFOs: {@code in} is that input, and whoever opens {@code end} ends it.
 */
public final class DetachedPrograms {
    private static final Logger LOG = LoggerFactory.getLogger(DetachedPrograms.class);

    /** How long a program may take to end after it was told to, before it is killed. */
    private static final int SHUTDOWN_SECONDS = 10;

    private static final Duration LOOK_LIMIT = Duration.ofSeconds(30);

    private static final int UNKNOWN = 10;
    private static final int STARTING = 11;
    private static final int RUNNING = 12;
    private static final int VANISHED = 13;

    /**
     * Whether the process is there: another one may have its number now, but that one has not the id on its command line. And, if it is not,
     * waiting for the shell that is told of its end and keeps its exit code.
     */
    private static final String FUNCTIONS = """
            alive() {
                pid=$(cat "$kept/pid" 2>/dev/null) || return 1
                if [ -d /proc/self ]; then
                    line=$({ tr '\\0' ' ' < "/proc/$pid/cmdline"; } 2>/dev/null)
                else
                    line=$(ps -p "$pid" -o args= 2>/dev/null)
                fi
                case $line in *"$mark"*) ;; *) return 1 ;; esac
            }
            settle() {
                looks=0
                while [ ! -e "$kept/exit" ] && [ -d "$kept" ] && [ "$looks" -lt 20 ]; do
                    looks=$((looks + 1))
                    sleep 0.1
                done
            }
            """;

    /** What became of a program. */
    public sealed interface State {
        /** There is nothing under this id; if there was, then the program never went on there. */
        record Unknown() implements State {}

        /** Its JVM is there and waits to be told that it may go on. */
        record Starting() implements State {}

        record Running(long pid) implements State {}

        record Ended(int exitCode) implements State {}

        /** Its process is gone, and nobody was left to see how; the machine was started again, for example. */
        record Vanished() implements State {}
    }

    private final Shell shell;

    DetachedPrograms(Shell shell) {
        this.shell = shell;
    }

    /** {@return whether this can be an id} */
    public static boolean isId(String text) {
        return text.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    }

    /** {@return the beginning of a script: sets {@code kept} to the absolute path of this program's directory} */
    static String directory(String id) {
        if (!isId(id)) {
            throw new IllegalArgumentException("'" + id + "' is no id of a detached program");
        }
        return """
                case ${XDG_STATE_HOME:-} in /*) kept=$XDG_STATE_HOME ;; *) kept=$HOME/.local/state ;; esac
                kept=$kept/jtp/detached/""" + id + '\n';
    }

    /** {@return the option of the agent, which is on the command line of the program's JVM} */
    static String agentOption(String id) {
        return "detached=" + id;
    }

    private static String about(String id) {
        return directory(id) + "mark=" + Posix.quote(agentOption(id)) + '\n' + FUNCTIONS;
    }

    public State state(String id) throws LaunchException {
        Shell.Result result = shell.run(about(id) + """
                        [ -d "$kept" ] || exit 10
                        if alive; then
                            echo "$pid"
                            [ -e "$kept/starting" ] && exit 11
                            exit 12
                        fi
                        settle
                        if [ -e "$kept/exit" ]; then cat "$kept/exit"; exit 0; fi
                        if [ ! -d "$kept" ] || [ -e "$kept/starting" ]; then exit 10; fi
                        exit 13
                        """, LOOK_LIMIT);
        String told = result.output().strip();
        return switch (result.exitCode()) {
            case 0 -> new State.Ended(Integer.parseInt(told));
            case UNKNOWN -> new State.Unknown();
            case STARTING -> new State.Starting();
            case RUNNING -> new State.Running(Long.parseLong(told));
            case VANISHED -> new State.Vanished();
            default -> throw unexpected("be looked at", id, result);
        };
    }

    /**
     * Passes on what the program has printed.
     *
     * @param follow whether to go on with what it prints, until it has ended
     * @param stdout takes its standard output; not closed
     * @param stderr takes its standard error; not closed
     * @return its exit code, if it has ended
     */
    public OptionalInt copyOutput(String id, boolean follow, OutputStream stdout, OutputStream stderr)
            throws LaunchException, InterruptedException {
        String script = about(id) + "follow=" + (follow ? "yes" : "") + '\n' + """
                [ -d "$kept" ] || exit 10
                out=0
                err=0
                # $1: what there is, $2: how much of it has been passed on
                rest() {
                    size=$(($(wc -c < "$1")))
                    [ "$size" -le "$2" ] || tail -c "+$(($2 + 1))" "$1" | head -c "$((size - $2))"
                }
                while :; do
                    ended=
                    # first, so that nothing can be printed after the last look
                    if [ -e "$kept/exit" ] || ! alive; then ended=yes; fi
                    rest "$kept/out" "$out"; out=$size
                    rest "$kept/err" "$err" >&2; err=$size
                    if [ "$ended" ] || [ -z "$follow" ]; then break; fi
                    sleep 0.2
                done
                [ "$ended" ] && exit 11
                exit 12
                """;
        RunningCommand command = shell.start(script, new Unclosed(stdout), new Unclosed(stderr));
        try {
            Optional<RunningCommand.Ending> ending = Optional.empty();
            while (ending.isEmpty()) {
                ending = command.await(Duration.ofDays(1));
            }
            if (ending.get() instanceof RunningCommand.Ending.Lost lost) {
                throw LaunchException.environment(lost.why() + ". The program goes on there");
            }
            if (((RunningCommand.Ending.Exited) ending.get()).code() == UNKNOWN) {
                throw unknown(id);
            }
        } finally {
            command.abandon();
        }
        return state(id) instanceof State.Ended ended ? OptionalInt.of(ended.exitCode()) : OptionalInt.empty();
    }

    /**
     * Passes on what the program has printed and prints, until it has ended, and to the program what it is to read. If the line breaks, or the caller
     * ends, the program's input stays open for the next one; the end of {@code stdin} is its end.
     *
     * @param stdin is read on a thread of its own, which may be reading it still when this returns
     * @return the program's exit code; empty if nobody was left to see it
     */
    public OptionalInt join(String id, InputStream stdin, OutputStream stdout, OutputStream stderr)
            throws LaunchException, InterruptedException {
        RunningCommand input =
                shell.start(about(id) + """
                        [ ! -p "$kept/in" ] || exec cat > "$kept/in"
                        """, OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
        AtomicBoolean left = new AtomicBoolean();
        Thread thread = new Thread(() -> passOn(id, stdin, input, left), "standard input of " + id);
        thread.setDaemon(true);
        thread.start();
        try {
            return copyOutput(id, true, stdout, stderr);
        } finally {
            left.set(true);
            input.abandon();
        }
    }

    /** @param left whether nobody is there any more who could mean an end of input */
    private void passOn(String id, InputStream stdin, RunningCommand input, AtomicBoolean left) {
        try {
            try (OutputStream there = input.stdin()) {
                byte[] buffer = new byte[8192];
                for (int count = stdin.read(buffer); count >= 0; count = stdin.read(buffer)) {
                    there.write(buffer, 0, count);
                    there.flush();
                }
            }
            // what was written must be in there first; a line that broke says nothing of an end
            Optional<RunningCommand.Ending> written = input.await(Duration.ofDays(1));
            if (written.equals(Optional.of(new RunningCommand.Ending.Exited(0))) && !left.get()) {
                shell.run(about(id) + """
                        if [ -p "$kept/end" ]; then
                            rm -f "$kept/in"
                            : <> "$kept/end"
                        fi
                        """, LOOK_LIMIT);
            }
        } catch (IOException | LaunchException e) {
            LOG.debug("the program {} takes no more input", id, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Tells a program to end, as SIGTERM does, so that its shutdown hooks run; if it has not ended after ten seconds it is killed.
     *
     * @return what became of it: {@link State.Ended}, or {@link State.Vanished}
     */
    public State stop(String id) throws LaunchException {
        Shell.Result result = shell.run(
                about(id) + "limit=" + SHUTDOWN_SECONDS + '\n' + """
                        [ -d "$kept" ] || exit 10
                        alive || exit 0
                        kill -TERM "$pid" 2>/dev/null
                        looks=0
                        while alive && [ ! -e "$kept/exit" ]; do
                            [ "$looks" -ne "$((limit * 5))" ] || kill -KILL "$pid" 2>/dev/null
                            [ "$looks" -lt "$((limit * 6))" ] || exit 1
                            looks=$((looks + 1))
                            sleep 0.2
                        done
                        exit 0
                        """, Duration.ofSeconds(2 * SHUTDOWN_SECONDS));
        switch (result.exitCode()) {
            case 0 -> {
                return state(id);
            }
            case UNKNOWN -> throw unknown(id);
            default -> throw unexpected("be ended", id, result);
        }
    }

    private LaunchException unknown(String id) {
        return LaunchException.usage("There is no detached program " + id + " on " + shell.name());
    }

    private LaunchException unexpected(String what, String id, Shell.Result result) {
        return LaunchException.environment("The detached program " + id + " cannot " + what + " on " + shell.name()
                + ": " + result.errors().strip());
    }

    /** A command's end is not the end of what it is shown on. */
    private static final class Unclosed extends java.io.FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            out.write(bytes, offset, count);
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
