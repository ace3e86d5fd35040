package io.jtp.samples.threads;

import io.jtp.samples.Here;

/** Interrupts that must neither be lost nor come twice: the next one is only made when the one before has been noticed. */
public final class Interrupts {
    private static final int ROUNDS = 60;

    private volatile int noticed;
    private volatile int tooMany;

    private Interrupts() {}

    public static void main(String[] args) throws InterruptedException {
        Here.begin();
        Interrupts interrupts = new Interrupts();
        Thread spinning = new Thread(() -> interrupts.spin(), "spinning");
        Thread sleeping = new Thread(() -> interrupts.sleep(), "sleeping");
        for (Thread thread : new Thread[] {spinning, sleeping}) {
            interrupts.noticed = 0;
            thread.start();
            for (int round = 1; round <= ROUNDS; round++) {
                thread.interrupt();
                if (round % 20 == 10) {
                    Here.now();
                }
                while (interrupts.noticed != round) {
                    Thread.onSpinWait();
                }
            }
            thread.join();
            System.out.println(thread.getName() + " noticed " + interrupts.noticed + " of " + ROUNDS + ", too many "
                    + interrupts.tooMany);
        }
    }

    private void spin() {
        for (int round = 1; round <= ROUNDS; round++) {
            while (!Thread.interrupted()) {
                Thread.onSpinWait();
            }
            tooMany += Thread.interrupted() ? 1 : 0;
            noticed = round;
        }
    }

    private void sleep() {
        for (int round = 1; round <= ROUNDS; round++) {
            try {
                Thread.sleep(3_600_000);
                tooMany++;
            } catch (InterruptedException e) {
                tooMany += Thread.interrupted() ? 1 : 0;
            }
            noticed = round;
        }
    }
}
