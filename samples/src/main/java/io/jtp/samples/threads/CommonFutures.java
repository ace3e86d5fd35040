package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Futures without a pool of their own: chains, trees, failures, and those that end by the clock, on which the JDK keeps a thread. */
public final class CommonFutures {
    private CommonFutures() {}

    public static void main(String[] args) {
        Here.begin();
        // its thread is there from now on
        CompletableFuture<String> late =
                new CompletableFuture<String>().completeOnTimeout("late", 600, TimeUnit.MILLISECONDS);
        CompletableFuture<String> never = new CompletableFuture<String>().orTimeout(500, TimeUnit.MILLISECONDS);
        System.out.println("tree " + tree(0, 64).join());
        CompletableFuture<Integer> chain = CompletableFuture.supplyAsync(() -> 1);
        for (int i = 0; i < 8; i++) {
            int number = i;
            chain = chain.thenApplyAsync(value -> number % 4 == 1 ? Here.now(2 * value) : 2 * value)
                    .thenCombineAsync(CompletableFuture.supplyAsync(() -> number), Integer::sum);
        }
        System.out.println("chain " + chain.join());
        String failed = CompletableFuture.<String>supplyAsync(() -> {
                    Here.now();
                    throw new IllegalStateException("as it should");
                })
                .handle((value, failure) -> value + " " + failure.getCause().getMessage())
                .join();
        System.out.println(failed);
        List<CompletableFuture<Integer>> delayed = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int number = i;
            delayed.add(CompletableFuture.supplyAsync(
                    () -> number == 2 ? Here.now(number) : number,
                    CompletableFuture.delayedExecutor(10L * i, TimeUnit.MILLISECONDS)));
        }
        CompletableFuture.allOf(delayed.toArray(new CompletableFuture<?>[0])).join();
        System.out.println(delayed.stream().map(CompletableFuture::join).toList());
        Here.now();
        System.out.println(late.join());
        try {
            System.out.println(never.join());
        } catch (CompletionException e) {
            System.out.println("timeout " + (e.getCause() instanceof TimeoutException));
        }
    }

    private static CompletableFuture<Integer> tree(int begin, int end) {
        if (end - begin == 1) {
            return CompletableFuture.supplyAsync(() -> begin % 32 == 7 ? Here.now(begin) : begin);
        }
        int middle = (begin + end) / 2;
        return tree(begin, middle).thenCombine(tree(middle, end), Integer::sum);
    }
}
