package io.jtp.samples.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What all that makes many runs has in common. */
final class Runs {

    /** Most of a run is waiting. */
    static final int AT_ONCE = 2;

    private Runs() {}

    /** {@return the results of these runs, in their order} */
    static <T> List<T> make(int atOnce, List<Callable<T>> runs) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(atOnce);
        try {
            List<Future<T>> futures = runs.stream().map(workers::submit).toList();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run could not be made", e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    /** {@return what decides about the run of that number} The first numbers of a Random are much alike for seeds that are. */
    static Random random(long seed, int number) {
        return new Random(new SplittableRandom(seed * 1_000_003 + number).nextLong());
    }
}
