package io.jtp.capture;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a program is captured.
 *
 * @param heap how its objects are read
 * @param scratch directory for a heap dump; without it, one that is in memory if there is room, or else the one for temporary files
 * @param libraries what becomes of native libraries of the program's own
 */
public record CaptureOptions(HeapMethod heap, Optional<Path> scratch, NativeLibraries libraries) {

    /** What is right for most programs. */
    public static final CaptureOptions USUAL =
            new CaptureOptions(HeapMethod.AUTO, Optional.empty(), NativeLibraries.REFUSED);
}
