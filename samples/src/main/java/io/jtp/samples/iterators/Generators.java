package io.jtp.samples.iterators;

import io.jtp.samples.Here;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Iterators made of iterators: mapped, filtered, zipped, flattened, merged; all of them lazy, each in the middle of the next one's call. */
public final class Generators {
    private Generators() {}

    @FunctionalInterface
    interface Flow<T> extends Iterable<T> {
        default <R> Flow<R> map(Function<? super T, ? extends R> by) {
            return () -> {
                Iterator<T> it = iterator();
                return new Lookahead<>() {
                    @Override
                    protected void advance() {
                        if (it.hasNext()) {
                            give(by.apply(it.next()));
                        }
                    }
                };
            };
        }

        default Flow<T> filter(Predicate<? super T> condition) {
            return () -> {
                Iterator<T> it = iterator();
                return new Lookahead<>() {
                    @Override
                    protected void advance() {
                        while (it.hasNext()) {
                            T candidate = it.next();
                            if (condition.test(candidate)) {
                                give(candidate);
                                return;
                            }
                        }
                    }
                };
            };
        }

        default Flow<T> merge(Flow<? extends T> other) {
            return () -> {
                Iterator<T> first = iterator();
                Iterator<? extends T> second = other.iterator();
                return new Lookahead<>() {
                    private boolean turn;

                    @Override
                    protected void advance() {
                        turn ^= true;
                        if (turn ? first.hasNext() : !second.hasNext()) {
                            if (first.hasNext()) {
                                give(first.next());
                            }
                        } else {
                            give(second.next());
                        }
                    }
                };
            };
        }

        default Flow<T> limit(int count) {
            return () -> new Iterator<>() {
                private final Iterator<T> it = Flow.this.iterator();
                private int left = count;

                @Override
                public boolean hasNext() {
                    return left > 0 && it.hasNext();
                }

                @Override
                public T next() {
                    left--;
                    return it.next();
                }
            };
        }

        static Flow<Integer> from(int start) {
            return () -> new Lookahead<>() {
                private int at = start;

                @Override
                protected void advance() {
                    if (at % 17 == 11) {
                        Here.now();
                    }
                    give(at++);
                }
            };
        }
    }

    abstract static class Lookahead<T> implements Iterator<T> {
        private T next;
        private boolean ready;

        protected abstract void advance();

        protected final void give(T value) {
            next = value;
            ready = true;
        }

        @Override
        public boolean hasNext() {
            if (!ready) {
                advance();
            }
            return ready;
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            ready = false;
            return next;
        }
    }

    static Flow<Integer> sieve(Flow<Integer> numbers) {
        return () -> new Lookahead<>() {
            private Iterator<Integer> rest = numbers.iterator();
            private IntPredicate passes = n -> true;

            @Override
            protected void advance() {
                int n = rest.next();
                while (!passes.test(n)) {
                    n = rest.next();
                }
                int prime = n;
                passes = passes.and(m -> m % prime != 0);
                give(n);
            }
        };
    }

    public static void main(String[] args) {
        Here.begin();
        int sum = 0;
        for (int prime : sieve(Flow.from(2)).limit(15)) {
            sum = sum * 3 + prime;
        }
        System.out.println(sum);
        StringBuilder seen = new StringBuilder();
        Flow<List<Integer>> pairs = Flow.from(1).filter(n -> n % 3 != 0).map(n -> Arrays.asList(n, n * n));
        for (List<Integer> pair : pairs.limit(9)) {
            for (Object inner : Flow.from(pair.get(0))
                    .<Object>map(n -> n)
                    .merge(pairs.limit(2))
                    .limit(5)) {
                seen.append(inner).append(pair.get(1) == 16 ? Here.now("!") : ".");
            }
        }
        System.out.println(seen);
        Iterator<Integer> ended = Flow.from(0).limit(1).iterator();
        ended.next();
        try {
            System.out.println(
                    ((Flow<Integer>) () -> ended).map(n -> n + 1).iterator().next());
        } catch (NoSuchElementException e) {
            System.out.println("no more");
        }
    }
}
