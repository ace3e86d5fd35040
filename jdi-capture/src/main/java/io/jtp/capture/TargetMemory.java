package io.jtp.capture;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ObjectReference;
import io.jtp.capture.heap.HeapCapture;
import java.io.IOException;

/** Reads memory of the target outside its heap: the target copies it into an array, piece by piece. */
final class TargetMemory {

    private static final String UNSAFE = "jdk.internal.misc.Unsafe";
    private static final int PIECE = 16 << 20;

    private TargetMemory() {}

    /** @param memory is given all of it */
    static void copy(Invoker invoker, HeapCapture.Memory memory) throws InvocationFailedException, IOException {
        ObjectReference unsafe = invoker.staticObject(UNSAFE, "theUnsafe");
        long base = invoker.staticNumber(UNSAFE, "ARRAY_BYTE_BASE_OFFSET");
        ArrayReference piece = invoker.newArray("byte[]", Math.min(PIECE, memory.size()));
        int done = 0;
        do {
            int length = Math.min(PIECE, memory.size() - done);
            invoker.call(
                    unsafe,
                    "copyMemory",
                    "(Ljava/lang/Object;JLjava/lang/Object;JJ)V",
                    null,
                    memory.address() + done,
                    piece,
                    base,
                    (long) length);
            memory.add(piece.uniqueID(), length);
            done += length;
        } while (done < memory.size());
    }
}
