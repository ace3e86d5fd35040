package io.jtp.capture.heap;

import java.util.Optional;

/** Where the target's objects are read from. */
public sealed interface HeapSource {

    /** From a heap dump. */
    record Dump(HeapDumper dumper) implements HeapSource {}

    /**
     * From the target, over JDWP.
     *
     * @param columns for what there is much of; if empty, each object is asked by itself
     */
    record Live(Optional<Columns> columns) implements HeapSource {}
}
