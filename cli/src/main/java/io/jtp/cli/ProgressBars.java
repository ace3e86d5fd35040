package io.jtp.cli;

import io.jtp.launch.Transfers;
import java.io.Console;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far files are that take a while, where standard error is a terminal. */
final class ProgressBars implements Transfers {
    /** Smaller ones are there before anybody has read a line. */
    private static final long WORTH_IT = 4L << 20;

    private static final int INTERVAL_MILLIS = 200;
    private static final int WIDTH = 100;
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final Pattern TERMINAL = Pattern.compile("/dev/(pts/\\d+|tty.*|console)");

    @Override
    public Transfer begin(String name, long bytes) {
        return bytes < WORTH_IT ? UNWATCHED.begin(name, bytes) : new Shown(name, bytes);
    }

    /** {@return whether somebody sees what is written to standard error, now, and is not written down} */
    static boolean areSeen() {
        try {
            return Files.isSymbolicLink(STANDARD_ERROR)
                    ? TERMINAL.matcher(Files.readSymbolicLink(STANDARD_ERROR).toString())
                            .matches()
                    : isTerminal(System.console());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Before JDK 22 there is no console that is none. */
    private static boolean isTerminal(Console console) {
        try {
            return console != null
                    && (Runtime.version().feature() < 22
                            || (boolean) Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Shown implements Transfer {
        private final ProgressBar bar;

        Shown(String name, long bytes) {
            bar = new ProgressBarBuilder()
                    .setTaskName("jtp: " + name)
                    .setInitialMax(bytes)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUnit(" MB", 1_000_000)
                    .setUpdateIntervalMillis(INTERVAL_MILLIS)
                    .setMaxRenderedLength(WIDTH)
                    .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH))
                    .build();
        }

        @Override
        public OutputStream through(OutputStream to) {
            return new FilterOutputStream(to) {
                @Override
                public void write(int next) throws IOException {
                    out.write(next);
                    bar.step();
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    out.write(bytes, offset, length);
                    bar.stepBy(length);
                }
            };
        }

        @Override
        public void close() {
            bar.close();
        }
    }
}
