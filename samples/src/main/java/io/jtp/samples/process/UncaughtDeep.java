package io.jtp.samples.process;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** An exception with causes and suppressed ones comes from deep inside lambdas, recursion and finally blocks, and nobody catches it. */
public final class UncaughtDeep {
    private UncaughtDeep() {}

    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken(String message, Throwable cause) {
            super(message, cause);
        }

        @Override
        public String getMessage() {
            return super.getMessage() + ", causes: " + (getCause() == null ? 0 : 1);
        }
    }

    static int dig(int depth, List<Integer> path) {
        path.add(depth);
        try {
            if (depth == 0) {
                Here.now();
                return path.get(path.size());
            }
            Supplier<Integer> deeper = () -> depth % 2 == 0
                    ? dig(depth - 1, path)
                    : path.stream().map(n -> dig(depth - 1, path)).findFirst().orElse(0);
            return deeper.get() + 1;
        } catch (IndexOutOfBoundsException e) {
            Here.now();
            throw new Broken("at depth " + depth, null);
        } catch (Broken e) {
            if (depth == 3) {
                Here.now();
                Broken broken = new Broken("wrapped at " + depth, e);
                broken.addSuppressed(new IllegalStateException("path " + path));
                throw broken;
            }
            throw e;
        } finally {
            System.out.println("leaving " + depth);
        }
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println("digging");
        Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> {
            System.out.println("nobody caught " + e.getMessage());
            for (Throwable at = e; at != null; at = at.getCause()) {
                StackTraceElement top = at.getStackTrace()[0];
                System.err.println(at + " at " + top + " with " + at.getSuppressed().length);
            }
        });
        System.out.println(dig(5, new ArrayList<>()));
    }
}
