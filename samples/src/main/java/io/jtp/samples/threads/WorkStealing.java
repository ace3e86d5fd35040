package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A scheduler of the program's own: each worker takes its newest work and steals the oldest of others. Queens on a board are counted with it. */
public final class WorkStealing {
    private static final int SIZE = 8;
    private static final int WORKERS = 3;

    /** A board with queens in the first rows; one bit for each column and diagonal taken. */
    private record Board(int row, int columns, int left, int right) {}

    private static final class Worker extends Thread {
        private final Deque<Board> work = new ArrayDeque<>();
        private final Worker[] all;

        Worker(Worker... all) {
            this.all = all;
        }

        @Override
        public void run() {
            while (OPEN.get() > 0) {
                Board board = next();
                if (board == null) {
                    Thread.onSpinWait();
                } else {
                    place(board);
                    OPEN.decrementAndGet();
                }
            }
        }

        private Board next() {
            Board own = take(true);
            for (int i = 0; own == null && i < all.length; i++) {
                own = all[i].take(false);
            }
            return own;
        }

        private synchronized Board take(boolean newest) {
            return newest ? work.pollLast() : work.pollFirst();
        }

        private synchronized void add(Board board) {
            work.addLast(board);
        }

        private void place(Board board) {
            if (board.row() == SIZE) {
                SOLUTIONS.incrementAndGet();
                return;
            }
            if (board.row() == 3 && PLACED.incrementAndGet() % 40 == 20) {
                Here.now();
            }
            for (int column = 0; column < SIZE; column++) {
                int bit = 1 << column;
                if (((board.columns() | board.left() | board.right()) & bit) == 0) {
                    OPEN.incrementAndGet();
                    add(new Board(
                            board.row() + 1,
                            board.columns() | bit,
                            (board.left() | bit) << 1,
                            (board.right() | bit) >> 1));
                }
            }
        }
    }

    private static final AtomicInteger OPEN = new AtomicInteger(1);
    private static final AtomicInteger PLACED = new AtomicInteger();
    private static final AtomicLong SOLUTIONS = new AtomicLong();

    private WorkStealing() {}

    public static void main(String[] args) throws InterruptedException {
        Here.begin();
        Worker[] workers = new Worker[WORKERS];
        for (int i = 0; i < WORKERS; i++) {
            workers[i] = new Worker(workers);
        }
        workers[0].add(new Board(0, 0, 0, 0));
        for (Worker worker : workers) {
            worker.start();
        }
        for (Worker worker : workers) {
            worker.join();
        }
        System.out.println(SOLUTIONS.get() + " solutions");
    }
}
