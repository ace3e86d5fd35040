package io.jtp.resume;

import java.io.File;
import java.net.URL;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import jdk.internal.misc.Unsafe;

/** Has the class paths of {@code URLClassLoader}s begin anew: which of their jars are open was left behind. */
final class ClassPaths {

    private static final Unsafe UNSAFE = Internals.UNSAFE;
    private static final String TYPE = "jdk.internal.loader.URLClassPath";

    private final Heap heap;

    ClassPaths(Heap heap) {
        this.heap = heap;
    }

    /**
     * Puts all of them right; to be called when the heap is filled.
     *
     * @throws IllegalStateException if a file that one of them names is not here: the program could come to miss a class
     */
    void settle(List<InstanceRun> runs) {
        for (InstanceRun run : runs) {
            if (run.type().getName().equals(TYPE)) {
                for (int i = run.first(); i < run.end(); i++) {
                    settle(heap.object(i));
                }
            }
        }
    }

    private static void settle(Object classPath) {
        Class<?> type = classPath.getClass();
        @SuppressWarnings("unchecked")
        List<URL> path = (List<URL>) UNSAFE.getReference(classPath, Internals.offset(type, "path"));
        boolean closed = UNSAFE.getBoolean(classPath, Internals.offset(type, "closed"));
        if (!closed) {
            path.forEach(ClassPaths::requireFile);
        }
        UNSAFE.putReference(classPath, Internals.offset(type, "loaders"), new ArrayList<>());
        UNSAFE.putReference(classPath, Internals.offset(type, "lmap"), new HashMap<>());
        UNSAFE.putReference(
                classPath,
                Internals.offset(type, "unopenedUrls"),
                closed ? new ArrayDeque<>() : new ArrayDeque<>(path));
    }

    private static void requireFile(URL url) {
        if (url.getProtocol().equals("file") && !new File(url.getPath()).exists()) {
            throw new IllegalStateException(
                    "a URLClassLoader of the program has " + url.getPath() + " on its class path, which is not here");
        }
    }
}
