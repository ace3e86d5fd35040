package io.jtp.samples.steady;

import io.jtp.samples.Here;

/** Synchronized blocks and methods; moved while a lock is held around the hot loop. */
public final class Locks {
    private long total;

    private Locks() {}

    private synchronized void add(int number) {
        total += number;
    }

    public static void main(String[] args) {
        Here.begin();
        Locks locks = new Locks();
        Object outer = new Object();
        Object inner = new Object();
        long sum = 0;
        Rounds rounds = new Rounds();
        while (rounds.next()) {
            for (int lap = 0; lap < 40; lap++) {
                synchronized (outer) {
                    Here.now();
                    for (int i = 0; i < 8000; i++) {
                        synchronized (inner) {
                            sum += i ^ lap;
                        }
                        locks.add(i);
                    }
                }
            }
        }
        System.out.println(sum + " " + locks.total);
    }
}
