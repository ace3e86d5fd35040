package io.jtp.samples.loaders;

import io.jtp.samples.Here;
import io.jtp.samples.loaders.Forgotten.Mark;
import java.io.IOException;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/** What {@link Forgotten} makes classes from: something of most that class files can have. */
@Mark({"type", "0"})
public abstract sealed class Template0<T extends Comparable<T>> implements IntUnaryOperator permits Made0 {
    static final long LONG = 1L << 40;
    private static int calls;
    private static final Supplier<Integer> FIRST = new Supplier<>() {
        @Override
        public Integer get() {
            return Here.now(
                    getClass().getEnclosingMethod() == null && getClass().isAnonymousClass() ? 5 : 7);
        }
    };

    @Mark(number = 2)
    protected T kept;

    @Mark
    public <X extends Exception> int caught(@Mark("parameter") int value, X unused) throws X, IOException {
        try {
            if (value % 2 == 0) {
                throw new IOException("even " + value);
            }
            return Here.now(value);
        } catch (IOException e) {
            return e.getMessage().length() + Here.now(1);
        } finally {
            calls++;
        }
    }

    @Override
    public int applyAsInt(int value) {
        class Local implements Supplier<Object> {
            @Override
            public Object get() {
                return Here.now(new Object() {
                    @Override
                    public String toString() {
                        return getClass().getEnclosingMethod() + " in "
                                + Local.class.getEnclosingMethod().getName();
                    }
                });
            }
        }
        int sum = new Local().get().toString().length() + FIRST.get();
        for (int i = 0; i < 3; i++) {
            IntUnaryOperator times = x -> x * value;
            sum += times.applyAsInt(i) + attempt(value + i);
        }
        return switch (getClass().getSimpleName()) {
            case "Made1" -> sum + calls;
            case "Made2" -> sum + (int) (LONG >> 38);
            default -> -sum;
        };
    }

    private int attempt(int value) {
        try {
            return caught(value, new IllegalStateException());
        } catch (IOException e) {
            return -1;
        }
    }
}
