package io.jtp.samples.threads;

import io.jtp.samples.Here;

/** Two threads that take turns, by {@code wait} and {@code notify} on one object, in blocks and in synchronized methods. */
public final class PingPong {
    private final Object lock = new Object();
    private int turn;
    private int left = 40;

    private PingPong() {}

    public static void main(String[] args) throws InterruptedException {
        Here.begin();
        PingPong game = new PingPong();
        Thread ping = new Thread(() -> game.play(0, "ping"), "ping");
        Thread pong = new Thread(() -> game.play(1, "pong"), "pong");
        ping.start();
        pong.start();
        ping.join();
        pong.join();
        System.out.println("left " + game.left + ", lock free: " + !Thread.holdsLock(game.lock));
        Door door = new Door();
        Thread guest = new Thread(
                () -> {
                    int visits = door.await();
                    System.out.println("in after " + visits);
                },
                "guest");
        guest.start();
        Here.now();
        door.open();
        guest.join();
    }

    private void play(int me, String word) {
        while (true) {
            synchronized (lock) {
                while (turn != me && left > 0) {
                    await();
                }
                if (left == 0) {
                    return;
                }
                left--;
                turn = 1 - me;
                if (left % 10 < 2) {
                    Here.now();
                }
                System.out.println(word + " " + left);
                lock.notifyAll();
            }
        }
    }

    private void await() {
        try {
            lock.wait();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a bounded buffer without the loop around {@code wait}: one guest, and one who opens. */
    private static final class Door {
        private boolean open;
        private int visits;

        synchronized int await() {
            visits++;
            if (!open) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            if (!open) {
                System.out.println("the door is closed");
            }
            return visits;
        }

        synchronized void open() {
            open = true;
            notify();
        }
    }
}
