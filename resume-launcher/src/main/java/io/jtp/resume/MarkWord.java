package io.jtp.resume;

/**
 * Where in an object's header its identity hash is. Found by looking at objects before and after they got one: it differs between
 * versions of the JVM.
 */
final class MarkWord {

    private static final long HASH_BITS = 0x7fffffffL;
    private static final int PROBES = 16;

    /** The lowest bits of the header of an object that is not locked. */
    private static final long UNLOCKED = 0b001;

    private static final long LOCK_BITS = 0b111;

    private final int shift;

    private MarkWord(int shift) {
        this.shift = shift;
    }

    /**
     * @throws IllegalStateException if the hash is nowhere to be seen in the header
     */
    static MarkWord probe() {
        long candidates = -1;
        for (int i = 0; i < PROBES; i++) {
            Object object = new Object();
            long before = Internals.UNSAFE.getLong(object, 0L);
            long hash = System.identityHashCode(object);
            long changed = before ^ Internals.UNSAFE.getLong(object, 0L);
            for (int shift = 0; shift < Long.SIZE; shift++) {
                if (changed != hash << shift) {
                    candidates &= ~(1L << shift);
                }
            }
        }
        if (Long.bitCount(candidates) != 1) {
            throw new IllegalStateException("this JVM keeps identity hashes in a way unknown to jtp");
        }
        return new MarkWord(Long.numberOfTrailingZeros(candidates));
    }

    /**
     * Gives an object its identity hash, unless it has one already.
     *
     * @return whether it has this hash now
     */
    boolean give(Object object, int hash) {
        while (true) {
            long mark = Internals.UNSAFE.getLongVolatile(object, 0L);
            if ((mark & LOCK_BITS) != UNLOCKED) {
                return System.identityHashCode(object) == hash;
            }
            long present = mark >>> shift & HASH_BITS;
            if (present != 0) {
                return present == hash;
            }
            // the collector may change the age at the same time
            if (Internals.UNSAFE.compareAndSetLong(object, 0L, mark, mark | (long) hash << shift)) {
                return true;
            }
        }
    }
}
