package io.jtp.capture;

/** How a program's heap is read. */
public enum HeapMethod {
    /** Whichever seems to be quicker. */
    AUTO,
    /** From a heap dump that the JVM writes to a file: for programs on this machine. */
    DUMP,
    /** Object by object over JDWP. */
    JDWP
}
