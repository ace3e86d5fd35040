package io.jtp.capture;

import java.util.concurrent.CountDownLatch;

/** Programs that stand in the way of being moved, for ever or for a while. */
final class ObstaclePrograms {

    /** Busy in its constructor, which cannot be moved as it has a finalizer, until told, on standard input, to go on. */
    static class SlowToMake {
        final long spins;
        private boolean finalized;

        @Override
        @SuppressWarnings({"deprecation", "removal"})
        protected void finalize() {
            finalized = !finalized;
        }

        SlowToMake() throws Exception {
            long count = 0;
            while (System.in.available() == 0) {
                count++;
            }
            spins = count;
        }
    }

    /** As {@link SlowToMake}, but there is never one. */
    static final class Impossible extends SlowToMake {
        Impossible() throws Exception {
            throw new IllegalStateException("impossible");
        }
    }

    /** Its initialiser fails, and one of it is left. */
    static final class Leaking {
        static {
            leaked = new Leaking();
            if (leaked != null) {
                throw new IllegalStateException("leaking");
            }
        }
    }

    private static Object leaked;

    private ObstaclePrograms() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "threads" -> threads();
            case "sleep" -> {
                System.out.println("ready");
                Thread.sleep(Long.MAX_VALUE);
            }
            case "memory" -> {
                byte[][] much = new byte[Integer.parseInt(args[1])][1 << 20];
                System.out.println("ready");
                Thread.sleep(Long.MAX_VALUE - much.length);
            }
            case "constructor" -> {
                System.out.println("ready");
                afterwards(new SlowToMake().spins > 0);
            }
            case "exception" -> {
                System.out.println("ready");
                try {
                    new Impossible();
                } catch (IllegalStateException e) {
                    afterwards(true);
                }
            }
            case "leak" -> {
                try {
                    new Leaking();
                } catch (ExceptionInInitializerError e) {
                    System.out.println("ready");
                }
                spin();
            }
            case "spin" -> {
                System.out.println("ready");
                spin();
            }
            case "ended", "ends", "thrown", "handled" -> {
                Thread main = Thread.currentThread();
                new Thread(() -> survive(main), "survivor").start();
                if (args[0].equals("ends")) {
                    System.out.println("ready");
                    System.in.read();
                    return;
                }
                if (args[0].equals("handled")) {
                    Thread.setDefaultUncaughtExceptionHandler((thread, problem) -> System.out.println("silent"));
                }
                if (!args[0].equals("ended")) {
                    throw new IllegalStateException("main ends");
                }
                return;
            }
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.println("done");
    }

    private static void afterwards(boolean made) throws Exception {
        System.in.read();
        spin();
        System.out.println("made " + made);
    }

    private static void spin() throws Exception {
        long count = 0;
        while (System.in.available() == 0) {
            count++;
        }
        System.out.println("counted " + (count > 0));
    }

    private static void survive(Thread main) {
        try {
            main.join();
            System.out.println("ready");
            spin();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void threads() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Thread other = new Thread(
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                "helper");
        other.start();
        System.out.println("ready");
        spin();
        end.countDown();
        other.join();
    }
}
