package io.jtp.samples.threads;

import io.jtp.samples.Here;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Actors with mailboxes, of which a pool runs one message at a time: accounts that send each other money, and a counter that hears of it. */
public final class Actors {

    /** @param <M> its messages */
    private static final class Actor<M> {
        private final ExecutorService pool;
        private final BiConsumer<Actor<M>, M> behaviour;
        private final ConcurrentLinkedQueue<M> mailbox = new ConcurrentLinkedQueue<>();
        private final AtomicInteger waiting = new AtomicInteger();
        private long balance;

        Actor(ExecutorService pool, BiConsumer<Actor<M>, M> behaviour) {
            this.pool = pool;
            this.behaviour = behaviour;
        }

        void tell(M message) {
            mailbox.add(message);
            if (waiting.getAndIncrement() == 0) {
                pool.execute(this::next);
            }
        }

        private void next() {
            behaviour.accept(this, mailbox.remove());
            if (waiting.decrementAndGet() > 0) {
                pool.execute(this::next);
            }
        }
    }

    /** Money goes from one to the next, a little less each time. */
    private record Transfer(int to, long amount) {}

    private Actors() {}

    public static void main(String[] args) throws InterruptedException {
        Here.begin();
        ExecutorService pool = Executors.newFixedThreadPool(3);
        CountDownLatch done = new CountDownLatch(8 * 20);
        AtomicInteger messages = new AtomicInteger();
        Actor<String> counter = new Actor<>(pool, (self, text) -> {
            self.balance += text.length();
            done.countDown();
        });
        @SuppressWarnings({"unchecked", "rawtypes"})
        Actor<Transfer>[] accounts = new Actor[8];
        for (int i = 0; i < accounts.length; i++) {
            accounts[i] = new Actor<>(pool, (self, transfer) -> {
                if (messages.incrementAndGet() % 40 == 25) {
                    Here.now();
                }
                self.balance += 1;
                if (transfer.amount() > 1) {
                    int next = (transfer.to() + 3) % accounts.length;
                    accounts[next].tell(new Transfer(next, transfer.amount() - 1));
                }
                counter.tell("abc");
            });
        }
        for (int i = 0; i < accounts.length; i++) {
            accounts[i].tell(new Transfer(i, 20));
        }
        done.await();
        pool.shutdown();
        System.out.println(pool.awaitTermination(10, TimeUnit.SECONDS));
        long sum = 0;
        for (Actor<Transfer> account : accounts) {
            sum += account.balance;
        }
        System.out.println("sum " + sum + ", heard " + counter.balance);
    }
}
