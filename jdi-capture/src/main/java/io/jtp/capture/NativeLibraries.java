package io.jtp.capture;

/** What becomes of the native libraries that the program's classes have loaded. */
public enum NativeLibraries {
    /** With one the program is not moved. */
    REFUSED,
    /** The destination loads the same file again. What the library keeps in memory of its own does not travel. */
    SAME
}
