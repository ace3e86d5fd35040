package io.jtp.samples.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Works until a file is there; then tells its result, adds a line to another file, and ends with an exit code
 * of its own. Arguments: its number, the file to wait for, the file to add to.
 */
public final class Worker {
    private Worker() {}

    public static void main(String[] args) throws Exception {
        int number = Integer.parseInt(args[0]);
        System.out.println("worker " + number + " begins");
        long worked = work(number, Path.of(args[1]));
        System.out.println("worker " + number + " has " + 5 * (number + worked));
        report(Path.of(args[2]), number);
        System.exit(exitCode(number));
    }

    /** {@return what a worker prints} */
    static String output(int number) {
        return "worker " + number + " begins\nworker " + number + " has " + 5 * (number + sum(number)) + "\n";
    }

    static int exitCode(int number) {
        return 10 + number;
    }

    private static long work(int number, Path signal) throws InterruptedException {
        long[] sums = new long[100];
        for (long round = 0; round == 0 || !Files.exists(signal); round++) {
            nextRound(sums, number);
            Thread.sleep(10);
        }
        return sums[sums.length - 1];
    }

    private static void nextRound(long[] sums, int number) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = i == 0 ? number : sums[i - 1] * 31 + i;
        }
    }

    private static long sum(int number) {
        long sum = number;
        for (int i = 1; i < 100; i++) {
            sum = sum * 31 + i;
        }
        return sum;
    }

    private static void report(Path file, int number) throws IOException {
        Files.writeString(file, number + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
