package io.jtp.capture.heap;

import io.jtp.capture.hprof.HprofDump;
import io.jtp.capture.hprof.HprofException;
import java.io.IOException;

/** Makes a dump of the target's heap as it is now. */
@FunctionalInterface
public interface HeapDumper {

    /**
     * {@return all objects, those that are garbage too}
     *
     * @throws HprofException if it cannot be made or read: the heap can still be read over JDWP
     */
    HprofDump dump() throws IOException;
}
