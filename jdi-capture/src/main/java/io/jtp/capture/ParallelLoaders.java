package io.jtp.capture;

import com.sun.jdi.BooleanValue;
import com.sun.jdi.ReferenceType;
import io.jtp.capture.heap.HeapCapture;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The program's classes of class loaders that have registered as parallel capable, as they do in their initialisers. {@code ClassLoader} has them in a set of
 * its own, and there need not be a loader of such a class yet.
 */
final class ParallelLoaders {
    private ParallelLoaders() {}

    /** Tells a capture of them. */
    static void tell(Invoker invoker, HeapCapture heap) throws InvocationFailedException, IOException {
        for (Map.Entry<Long, String> type : heap.loaderClasses().entrySet()) {
            Optional<ReferenceType> found = invoker.type(type.getKey(), type.getValue());
            if (found.isPresent() && isRegistered(invoker, found.get())) {
                heap.addParallelLoader(type.getKey());
            }
        }
    }

    private static boolean isRegistered(Invoker invoker, ReferenceType type) throws InvocationFailedException {
        return ((BooleanValue) invoker.callStatic(
                        "java.lang.ClassLoader$ParallelLoaders",
                        "isRegistered",
                        "(Ljava/lang/Class;)Z",
                        type.classObject()))
                .value();
    }
}
