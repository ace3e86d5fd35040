package io.jtp.resume;

import io.jtp.snapshot.Frame;
import io.jtp.snapshot.ThreadState;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Tells a program which of several copies of it this one is, by a system property. */
final class ForkNumber {
    private static final String PROPERTY = "jtp.fork";
    private static final long MAP = Internals.offset(Properties.class, "map");

    private final Heap heap;
    private final Types types;
    private final List<ThreadState> threads;

    ForkNumber(Heap heap, Types types, List<ThreadState> threads) {
        this.heap = heap;
        this.types = types;
        this.threads = threads;
    }

    /**
     * To be called when the statics are set and no thread of the program has begun: nothing of it is run.
     *
     * @throws IllegalStateException if a thread is just changing the system properties, and would not see that they have changed under its hands
     */
    void set(int number) {
        Properties properties = System.getProperties();
        Object map = Internals.UNSAFE.getReference(properties, MAP);
        for (ThreadState thread : threads) {
            for (Frame frame : thread.frames()) {
                if (frame.receiver() != 0 && heap.object(frame.receiver()) == map) {
                    throw new IllegalStateException("thread " + thread.name() + " is just using the system properties ("
                            + types.description(frame.type()).name().replace('/', '.') + "." + frame.method()
                            + "), which cannot be added to then: try again");
                }
            }
        }
        @SuppressWarnings("unchecked")
        Map<Object, Object> values = (Map<Object, Object>) map;
        values.put(PROPERTY, Integer.toString(number));
    }
}
