package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;

/** Pipelines that the JDK provides: piped streams between threads, and a publisher with subscribers that ask for a few items at a time, on the common pool. */
public final class Pipeline {

    /** Sums up what it is given. */
    private static final class Summing implements Flow.Subscriber<Integer> {
        private final int batch;
        private Flow.Subscription subscription;
        private long sum;
        private int open;
        private boolean complete;

        Summing(int batch) {
            this.batch = batch;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            open = batch;
            given.request(batch);
        }

        @Override
        public void onNext(Integer item) {
            sum += item;
            if (item % 20 == 7) {
                Here.now();
            }
            if (--open == 0) {
                open = batch;
                subscription.request(batch);
            }
        }

        @Override
        public void onError(Throwable failure) {
            System.out.println(failure.getMessage());
        }

        @Override
        public synchronized void onComplete() {
            complete = true;
            notifyAll();
        }

        synchronized long await() throws InterruptedException {
            while (!complete) {
                wait();
            }
            return sum;
        }
    }

    private Pipeline() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Here.begin();
        PipedOutputStream words = new PipedOutputStream();
        PipedInputStream fromWords = new PipedInputStream(words, 16);
        PipedOutputStream upper = new PipedOutputStream();
        PipedInputStream fromUpper = new PipedInputStream(upper, 8);
        Thread writer = new Thread(() -> write(words));
        Thread shouter = new Thread(() -> shout(fromWords, upper));
        writer.start();
        shouter.start();
        StringBuilder text = new StringBuilder();
        try (Scanner scanner = new Scanner(fromUpper, StandardCharsets.UTF_8)) {
            while (scanner.hasNext()) {
                text.append(scanner.next()).append(text.length() == 23 ? Here.now("\n") : " ");
            }
        }
        writer.join();
        shouter.join();
        System.out.println(text.toString().strip());
        Summing one = new Summing(3);
        Summing other = new Summing(50);
        try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>()) {
            publisher.subscribe(one);
            publisher.subscribe(other);
            for (int i = 0; i < 60; i++) {
                publisher.submit(i);
            }
        }
        long sum = one.await();
        long otherSum = other.await();
        System.out.println(sum + " " + otherSum);
    }

    private static void write(PipedOutputStream out) {
        try (out) {
            for (int i = 0; i < 20; i++) {
                out.write(("word" + i % 10 + " ").getBytes(StandardCharsets.UTF_8));
                if (i % 9 == 4) {
                    Here.now();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void shout(PipedInputStream in, PipedOutputStream out) {
        try (in;
                out) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                out.write(Character.toUpperCase(next));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
