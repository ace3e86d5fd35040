package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.concurrent.atomic.AtomicInteger;

/** Dining philosophers: each takes two forks, the one with the smaller number first, and puts both back. */
public final class Philosophers {
    private static final int SEATS = 5;
    private static final int MEALS = 30;

    private final Object[] forks = new Object[SEATS];
    private final int[] user = new int[SEATS];
    private final AtomicInteger meals = new AtomicInteger();
    private final AtomicInteger clashes = new AtomicInteger();

    private Philosophers() {}

    public static void main(String[] args) throws InterruptedException {
        Here.begin();
        Philosophers table = new Philosophers();
        Thread[] threads = new Thread[SEATS];
        for (int i = 0; i < SEATS; i++) {
            int seat = i;
            table.forks[i] = "fork " + i;
            threads[i] = new Thread(() -> table.dine(seat), "philosopher " + i);
        }
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println(table.meals + " meals, " + table.clashes + " clashes");
    }

    private void dine(int seat) {
        int left = Math.min(seat, (seat + 1) % SEATS);
        int right = Math.max(seat, (seat + 1) % SEATS);
        for (int meal = 0; meal < MEALS; meal++) {
            think(seat * meal);
            synchronized (forks[left]) {
                take(left, seat);
                synchronized (forks[right]) {
                    take(right, seat);
                    eat(meal);
                    put(right, seat);
                }
                put(left, seat);
            }
        }
    }

    private void take(int fork, int seat) {
        if (user[fork] != 0) {
            clashes.incrementAndGet();
        }
        user[fork] = seat + 1;
    }

    private void put(int fork, int seat) {
        if (user[fork] != seat + 1) {
            clashes.incrementAndGet();
        }
        user[fork] = 0;
    }

    private void eat(int meal) {
        if (meals.incrementAndGet() % 25 == 0) {
            Here.now();
        }
        think(meal);
    }

    private static void think(int thoughts) {
        for (int i = 0; i < 20 * thoughts; i++) {
            Thread.onSpinWait();
        }
    }
}
