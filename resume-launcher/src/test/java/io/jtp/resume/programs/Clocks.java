package io.jtp.resume.programs;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Reads the clock in all the ways there are, after it has read it at the source. */
public final class Clocks {

    /** What it has read there. */
    static long before;

    /** A method reference made there. */
    static LongSupplier kept;

    private Clocks() {}

    /** Loaded when the program goes on. */
    private static final class Later {
        private Later() {}

        static long now() {
            return System.nanoTime();
        }
    }

    public static void main(String[] args) throws Exception {
        System.out.println("main runs from its start");
        stop();
        LongSupplier made = System::nanoTime;
        System.out.println(goesOn(System.nanoTime()) + " " + goesOn(made.getAsLong()) + " " + goesOn(kept.getAsLong())
                + " " + goesOn(Later.now()));
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
        System.out.println(
                pool.schedule(() -> "in time", 1, TimeUnit.MILLISECONDS).get(20, TimeUnit.SECONDS));
        pool.shutdown();
    }

    private static boolean goesOn(long now) {
        return now - before >= 0 && now - before < TimeUnit.MINUTES.toNanos(1);
    }

    static void stop() {}
}
