package io.jtp.capture.heap;

import io.jtp.capture.heap.ProcessFiles.UnsuitableException;
import io.jtp.snapshot.NativePart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes note of captured objects that stand for something outside the heap, and tells how the destination is to make that again; or says
 * why it cannot.
 */
final class NativeParts {

    /** A part that knows its objects by index yet. */
    interface Part {
        NativePart numbered(ObjectTable table);
    }

    private final ObjectTable table;
    private final Obstacles obstacles;
    private final ProcessFiles files;
    private final CommonCleaner commonCleaner;
    private final List<Part> parts = new ArrayList<>();
    private final BufferMemory buffers;
    private final ZlibStreams zlib;
    private int round;

    NativeParts(TargetClasses classes, HeapWalk walk, ProcessFiles files) throws IOException {
        this.table = walk.table();
        this.obstacles = walk.obstacles();
        this.files = files;
        this.buffers = new BufferMemory(classes, walk, files);
        this.zlib = new ZlibStreams(classes, walk, files);
        this.commonCleaner = CommonCleaner.find(classes, walk);
    }

    /** As {@link HeapCapture#memory}. */
    List<HeapCapture.Memory> memory() {
        List<HeapCapture.Memory> next = new ArrayList<>();
        if (round == 0) {
            next.addAll(buffers.settle());
        }
        next.addAll(zlib.looks());
        round++;
        return next;
    }

    /**
     * Takes note of an object.
     *
     * @param bits its fields, as in {@link HeapReader.Answers#row}
     * @return names of the fields that are not copied
     */
    Set<String> note(Treatment.Outside.Kind kind, int object, CapturedType type, long[] bits) {
        return switch (kind) {
            case OPEN_FILE -> openFile(object, type, bits);
            case CLEANUP -> cleanup(object, type, bits);
            case CLEANER -> {
                parts.add(t -> new NativePart.CleanerThread(t.number(object)));
                yield Set.of();
            }
            case BUFFER -> buffers.note(object, type, bits);
            case BUFFER_CLEANER -> buffers.noteCleaner(object, type, bits);
            case ZLIB -> zlib.note(object, type, bits);
            case ZLIB_ADDRESS -> zlib.noteReference(object, type, bits);
            case RUNTIME_IMAGE -> runtimeImage(object, type, bits);
        };
    }

    /** The JVM reads its own classes from the image, too, and shares what is mapped of it. */
    private Set<String> runtimeImage(int object, CapturedType type, long[] bits) {
        if (type.value(bits, "closed") == 0) {
            parts.add(t -> new NativePart.RuntimeImage(t.number(object)));
        }
        return Set.of("reader");
    }

    private Set<String> openFile(int object, CapturedType type, long[] bits) {
        int descriptor = (int) type.value(bits, "fd");
        if (descriptor >= 0) {
            boolean cleaned = type.value(bits, "cleanup") != 0;
            try {
                ProcessFiles.Open open = files.open(descriptor);
                parts.add(t ->
                        new NativePart.OpenFile(t.number(object), cleaned, open.file(), open.flags(), open.position()));
            } catch (UnsuitableException e) {
                obstacles.add(table.path(object), e.getMessage(), e.remedy());
            }
        }
        return Set.of("cleanup");
    }

    /** Those of a cleaner of the program's own are all its own; in the JDK's common one they are among those of the whole JDK. */
    private Set<String> cleanup(int object, CapturedType type, long[] bits) {
        if (!commonCleaner.isQueue(table.find(type.value(bits, "queue")))) {
            return Set.of("discovered");
        }
        parts.add(t -> new NativePart.CommonCleanup(t.number(object)));
        return Set.of("prev", "next", "node", "index", "discovered");
    }

    /** As {@link HeapCapture#addLibrary}. @param user index of the class */
    void library(int user, String path, boolean again) {
        if (!again) {
            obstacles.add(
                    "native library " + path,
                    "a native library of the program's own, whose memory cannot be read",
                    "Where it keeps nothing in memory of its own that matters, --native same has the destination load the same file again");
            return;
        }
        try {
            String digest = files.digest(path);
            parts.add(t -> new NativePart.Library(t.number(user), path, digest));
        } catch (UnsuitableException e) {
            obstacles.add("native library " + path, e.getMessage(), e.remedy());
        }
    }

    /** As {@link HeapCapture#addParallelLoader}. */
    void parallelLoader(int type) {
        parts.add(t -> new NativePart.ParallelLoader(t.number(type)));
    }

    /** {@return all parts, once all objects have their numbers} */
    List<NativePart> numbered() {
        List<NativePart> all = new ArrayList<>();
        parts.forEach(part -> all.add(part.numbered(table)));
        zlib.parts().forEach(part -> all.add(part.numbered(table)));
        buffers.parts().forEach(part -> all.add(part.numbered(table)));
        return all;
    }
}
