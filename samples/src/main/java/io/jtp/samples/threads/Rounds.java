package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.Arrays;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;

/** Rounds that threads go through together: a game of life by strips behind a barrier, phases with a changing number of parties, and pairs that swap buffers. */
public final class Rounds {
    private static final int SIZE = 24;
    private static final int STRIPS = 3;

    private boolean[][] cells = new boolean[SIZE][SIZE];
    private boolean[][] next = new boolean[SIZE][SIZE];
    private final CyclicBarrier barrier = new CyclicBarrier(STRIPS, this::swap);
    private int generation;

    private Rounds() {}

    public static void main(String[] args) throws InterruptedException {
        Here.begin();
        System.out.println("life " + new Rounds().live());
        Phaser phaser = new Phaser(1);
        int[] counts = new int[4];
        for (int i = 0; i < counts.length; i++) {
            phaser.register();
            int last = i;
            new Thread(() -> {
                        for (int phase = 0; phase <= last; phase++) {
                            counts[last]++;
                            if (phase == 1) {
                                Here.now();
                            }
                            phaser.arriveAndAwaitAdvance();
                        }
                        phaser.arriveAndDeregister();
                    })
                    .start();
        }
        while (phaser.getRegisteredParties() > 1) {
            phaser.arriveAndAwaitAdvance();
        }
        System.out.println("phases " + Arrays.toString(counts));
        swapBuffers();
    }

    private int live() throws InterruptedException {
        for (int i = 0; i < SIZE; i++) {
            cells[SIZE / 2][i] = true;
            cells[i][SIZE / 3] = i % 3 != 0;
        }
        Thread[] strips = new Thread[STRIPS];
        for (int i = 0; i < STRIPS; i++) {
            int first = i * SIZE / STRIPS;
            strips[i] = new Thread(() -> strip(first));
            strips[i].start();
        }
        int alive = 0;
        for (Thread strip : strips) {
            strip.join();
        }
        for (boolean[] row : cells) {
            for (boolean cell : row) {
                alive += cell ? 1 : 0;
            }
        }
        return alive;
    }

    private void strip(int first) {
        try {
            for (int round = 0; round < 12; round++) {
                for (int row = first; row < first + SIZE / STRIPS; row++) {
                    for (int column = 0; column < SIZE; column++) {
                        int around = neighbours(row, column);
                        next[row][column] = around == 3 || around == 2 && cells[row][column];
                    }
                }
                if (round == 5) {
                    Here.now();
                }
                barrier.await();
            }
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private int neighbours(int row, int column) {
        int count = 0;
        for (int i = -1; i <= 1; i++) {
            for (int j = -1; j <= 1; j++) {
                boolean other = i != 0 || j != 0;
                count += other && cells[(row + i + SIZE) % SIZE][(column + j + SIZE) % SIZE] ? 1 : 0;
            }
        }
        return count;
    }

    /** In the thread that comes last. */
    private void swap() {
        boolean[][] before = cells;
        cells = next;
        next = before;
        generation++;
        if (generation % 6 == 0) {
            Here.now();
        }
    }

    private static void swapBuffers() throws InterruptedException {
        Exchanger<StringBuilder> exchanger = new Exchanger<>();
        Thread filler = new Thread(() -> {
            try {
                StringBuilder buffer = new StringBuilder();
                for (int i = 0; i < 20; i++) {
                    buffer.append(i).append(i % 8 == 3 ? Here.now(";") : ",");
                    if (i % 5 == 4) {
                        buffer = exchanger.exchange(buffer);
                    }
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        filler.start();
        StringBuilder all = new StringBuilder();
        StringBuilder empty = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            StringBuilder full = exchanger.exchange(empty);
            all.append(full).append('|');
            full.setLength(0);
            empty = full;
        }
        filler.join();
        System.out.println(all);
    }
}
