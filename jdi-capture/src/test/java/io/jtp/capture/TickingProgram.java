package io.jtp.capture;

/** Threads that sleep all the time, for a while that no variable holds. */
final class TickingProgram {
    private static volatile int ticks;

    private TickingProgram() {}

    public static void main(String[] args) throws Exception {
        for (int i = 1; i <= 3; i++) {
            int period = i;
            new Thread(() -> tick(period), "ticker " + i).start();
        }
        while (ticks < 3) {
            Thread.onSpinWait();
        }
        System.out.println("ready");
        Thread.currentThread().join();
    }

    private static void tick(int period) {
        try {
            while (true) {
                Thread.sleep(period * 20L);
                ticks++;
            }
        } catch (InterruptedException e) {
            System.out.println("woken");
        }
    }
}
