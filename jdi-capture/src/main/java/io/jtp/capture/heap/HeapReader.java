package io.jtp.capture.heap;

import io.jtp.capture.jdwp.Tags;
import java.io.Closeable;
import java.io.IOException;
import java.util.Set;

/**
 * Tells a {@link HeapWalk} what is in objects. Objects are named by their index in the {@link ObjectTable}.
 *
 * <p>The walk goes in waves: {@link #identify} for all objects of a wave, then {@link #fields}, {@link #text} or {@link #elements} for
 * each, then {@link #finish}. The {@link Answers} come during any of these calls, at the latest in {@code finish}; those about one kind of
 * object in the order of the questions. An object that the reader {@linkplain #knows knows} needs no wave.
 */
interface HeapReader extends Closeable {

    /** What a reader tells. None of these methods asks the reader anything. */
    interface Answers {

        void type(int object, TargetType type);

        /**
         * The fields of an object.
         *
         * @param bits of each slot of the layout, 0 for those left out; references as ids of the {@link ObjectTable}. Good until this returns
         * @param tags of each slot, from {@link Tags}
         */
        void row(int object, CapturedType type, long[] bits, byte[] tags);

        /** Says of an object that was read, or is just being read, that there is a value in it that {@link NotNumbers} has to read. */
        void notNumber(int object);

        /** The contents of a string. */
        void text(int object, String text);

        /**
         * Takes note of a reference.
         *
         * @param tag from {@link Tags}; {@link Tags#OBJECT} if it is not known
         * @param exact the object's class, or null if it is not known
         * @param parent index of the object that refers to it, or 0
         * @param edge as in {@link ObjectTable#add}
         * @return the object's index, 0 for null
         */
        int found(long id, byte tag, TargetType exact, int parent, int edge);
    }

    /** {@return whether an object's type is in the table and its contents are at hand, so that it can be asked for at once} */
    boolean knows(int object) throws IOException;

    /** Has the types of these objects in the table when it returns. */
    void identify(IntList objects) throws IOException;

    /** {@return the length of an array that was identified} */
    int length(int array) throws IOException;

    void fields(int object, CapturedType type) throws IOException;

    void text(int object) throws IOException;

    /** {@return whether a string has one of these contents and no JDWP id} */
    boolean isNamelessString(int object, Set<String> contents) throws IOException;

    /** Puts an array with all its elements into its store. */
    void elements(int object, CapturedType type, int length) throws IOException;

    /** Returns when all has been answered. */
    void finish() throws IOException;

    /** {@return the JDWP id of a class or a module} */
    long jdwpId(int object) throws IOException;

    /** {@return whether changes in the target since the first objects were read can be seen} */
    boolean isLive();

    /** {@return these objects in the order in which they are in the target's memory, as far as that is known} */
    int[] inOrder(int... objects);

    /** {@return where an object was in the target's memory when the first object was read, or 0 if that is not known} */
    long address(int object);

    /** {@return how the target can get at these objects} */
    Located locate(int... objects) throws IOException;

    /** Gives back what it takes. What has been read stays. */
    @Override
    void close() throws IOException;
}
