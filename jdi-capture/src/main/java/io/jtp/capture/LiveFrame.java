package io.jtp.capture;

import java.util.stream.IntStream;

/**
 * A frame as the JDK's stack walker shows it.
 *
 * @param bci byte code index; of no meaning in native methods
 * @param monitors object ids
 * @param locals one for each slot
 * @param operands the same, bottom first
 * @param compiled whether compiled code runs in it
 */
record LiveFrame(int bci, long[] monitors, Slots locals, Slots operands, boolean compiled) {

    /** Untyped slots: each holds 64 bits, or refers to an object, or is nothing that the JVM keeps. */
    static final class Slots {
        private final boolean[] primitive;
        private final long[] values;

        /**
         * @param primitive which hold no reference
         * @param values bits or object ids
         */
        Slots(boolean[] primitive, long[] values) {
            this.primitive = primitive;
            this.values = values;
        }

        int count() {
            return values.length;
        }

        /** {@return whether there are bits in a slot} In one that is dead there are, too, whatever its type. */
        boolean hasBits(int slot) {
            return primitive[slot];
        }

        /** {@return a primitive value} Values narrower than 64 bits carry garbage above; a long or double is in the second of its two slots. */
        long bits(int slot) {
            if (!primitive[slot]) {
                throw new IllegalArgumentException("slot " + slot + " holds a reference");
            }
            return values[slot];
        }

        /** {@return all of it as references} */
        long[] references() {
            return IntStream.range(0, count()).mapToLong(this::reference).toArray();
        }

        /** {@return an object id, 0 for null and where the slot is dead} */
        long reference(int slot) {
            return primitive[slot] ? 0 : values[slot];
        }
    }
}
