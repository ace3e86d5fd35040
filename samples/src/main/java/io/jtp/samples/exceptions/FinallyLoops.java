package io.jtp.samples.exceptions;

import io.jtp.samples.Here;

/**
 * Finally blocks that override what was going on: with return, break, continue or another exception; and handlers within loops, which are
 * tried again until they succeed.
 */
public final class FinallyLoops {
    private FinallyLoops() {}

    private static int ticks;

    static int tick(int every) {
        if (++ticks % every == 0) {
            Here.now();
            throw new IllegalStateException("tick " + ticks);
        }
        return ticks;
    }

    @SuppressWarnings("finally")
    static int lost() {
        for (int i = 0; ; i++) {
            try {
                if (i == 4) {
                    return -1;
                }
                tick(2);
            } catch (IllegalStateException e) {
                i++;
                throw e;
            } finally {
                Here.now();
                if (i < 7) {
                    continue;
                }
                return i;
            }
        }
    }

    @SuppressWarnings("finally")
    static String broken(String text) {
        String result = "";
        outer:
        for (char c : text.toCharArray()) {
            try {
                try {
                    result += c;
                    tick(5);
                } finally {
                    if (c == 'n') {
                        break outer;
                    }
                    result += '.';
                }
                result += ',';
            } catch (IllegalStateException e) {
                Here.now();
                result += "(" + e.getMessage() + ")";
            } finally {
                result += ';';
            }
        }
        return result;
    }

    static int retried(int times) {
        int done = 0;
        int failed = 0;
        while (done < times) {
            try {
                for (int i = 0; i < 10; i++) {
                    done += tick(97) > 0 ? 1 : 0;
                }
            } catch (IllegalStateException e) {
                failed++;
            } finally {
                done--;
            }
        }
        return done * 100 + failed;
    }

    static long returned(long value) {
        try {
            return value * tick(1_000_000);
        } finally {
            try {
                Here.now();
                value = 0;
                throw new IllegalArgumentException();
            } catch (IllegalArgumentException e) {
                Here.now();
            }
        }
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println(lost() + " " + ticks);
        System.out.println(broken("a longer line that ends"));
        System.out.println(retried(400) + " " + ticks);
        System.out.println(returned(3));
    }
}
