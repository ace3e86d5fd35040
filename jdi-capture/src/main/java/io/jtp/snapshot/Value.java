package io.jtp.snapshot;

/**
 * The value of a local variable, an operand or a field. As in the JVM's verifier, boolean, byte, short and char are ints; a long or
 * double is one value, however many slots it takes.
 */
public sealed interface Value {

    record IntValue(int value) implements Value {}

    record LongValue(long value) implements Value {}

    record FloatValue(float value) implements Value {}

    record DoubleValue(double value) implements Value {}

    /** An object, or {@code null} as {@link #NULL}. */
    record Reference(int object) implements Value {}

    /**
     * An object whose constructor has not returned yet: the result of the {@code new} instruction at this offset, or the frame's own
     * {@code this} in a constructor that has not called another one yet. Which object it is, if that matters already, is in the
     * constructor's own frame, see {@link Frame.Construction}.
     *
     * @param newOffset byte code offset of the NEW, or {@link #THIS}
     */
    record Uninitialized(int newOffset) implements Value {
        /** uninitializedThis of JVMS 4.10.1.2. */
        public static final int THIS = -1;
    }

    /** A slot that holds nothing usable: the verifier's top, or the second slot of a long or double. */
    record Top() implements Value {}

    /** The null reference. */
    Reference NULL = new Reference(0);

    /** The one instance worth having. */
    Top TOP = new Top();
}
