package io.jtp.resume;

import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import jdk.internal.misc.Unsafe;

/** Objects that wait for others to become unreachable. */
final class Cleanups {

    private static final Unsafe UNSAFE = Internals.UNSAFE;
    private static final String CLEANABLE = "jdk.internal.ref.PhantomCleanable";
    private static final String CLEANER = "jdk.internal.ref.CleanerImpl";

    private Cleanups() {}

    /** Puts a cleanable into the list that it names, unless it has been cleaned. The list has had a class of its own since JDK 23. */
    static void enter(Object cleanable) throws Throwable {
        Class<?> type = Class.forName(CLEANABLE);
        boolean done = UNSAFE.getReference(cleanable, Internals.offset(Reference.class, "referent")) == null;
        Object list = UNSAFE.getReference(cleanable, Internals.offset(type, "list"));
        if (type.isInstance(list)) {
            UNSAFE.putReference(cleanable, Internals.offset(type, "prev"), cleanable);
            UNSAFE.putReference(cleanable, Internals.offset(type, "next"), cleanable);
            if (!done) {
                Internals.LOOKUP
                        .findSpecial(type, "insert", MethodType.methodType(void.class), type)
                        .invoke(cleanable);
            }
        } else if (!done) {
            Internals.LOOKUP
                    .findVirtual(list.getClass(), "insert", MethodType.methodType(void.class, type))
                    .invoke(list, cleanable);
        }
    }

    /** Starts the thread of a cleaner, as {@code Cleaner.create()} does. It ends by itself if there is nothing to be cleaned. */
    static void start(Object cleaner) {
        try {
            Class<?> factory = Class.forName(CLEANER + "$InnocuousThreadFactory");
            Thread thread = (Thread) Internals.LOOKUP
                    .findVirtual(factory, "newThread", MethodType.methodType(Thread.class, Runnable.class))
                    .invoke(Internals.getStatic(factory, "factory"), (Runnable) cleaner);
            thread.setDaemon(true);
            thread.start();
        } catch (Throwable e) {
            throw new IllegalStateException("the thread of a cleaner could not be started", e);
        }
    }
}
