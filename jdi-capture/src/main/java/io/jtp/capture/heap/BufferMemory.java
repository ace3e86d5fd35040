package io.jtp.capture.heap;

import io.jtp.capture.heap.ProcessFiles.UnsuitableException;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.WholeArrays;
import io.jtp.snapshot.NativePart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The memory of direct and mapped buffers. A buffer that was allocated or mapped owns it and has a cleaner; slices, duplicates and views as
 * buffers of other types refer to the owner.
 */
final class BufferMemory {

    private static final String DIRECT = "java/nio/Direct";
    private static final String UNKNOWN = "a direct buffer with memory of an unknown kind";
    private static final String UNUSED = "Move the program when it no longer refers to this";

    /**
     * @param owner id of the buffer that it is a view of; 0 for one that is none
     * @param cleaner id of what frees its memory; 0 if it owns none
     */
    private record Buffer(int object, TargetType type, long address, int bytes, long owner, long cleaner) {}

    /** @param thunk id of what it runs */
    private record Cleaner(boolean done, long thunk) {}

    private final TargetClasses classes;
    private final HeapWalk walk;
    private final ObjectTable table;
    private final ProcessFiles files;
    private final Map<Integer, Buffer> buffers = new LinkedHashMap<>();
    private final Map<Integer, Cleaner> cleaners = new HashMap<>();
    private final List<NativeParts.Part> owners = new ArrayList<>();
    private final List<NativeParts.Part> views = new ArrayList<>();

    BufferMemory(TargetClasses classes, HeapWalk walk, ProcessFiles files) {
        this.classes = classes;
        this.walk = walk;
        this.table = walk.table();
        this.files = files;
    }

    /** As {@link NativeParts#note}, for a buffer. */
    Set<String> note(int object, CapturedType type, long[] bits) {
        String owner = type.type.name.startsWith(DIRECT) ? "att" : "bb";
        int capacity = (int) type.value(bits, "capacity");
        buffers.put(
                object,
                new Buffer(
                        object,
                        type.type,
                        type.value(bits, "address"),
                        capacity << shift(type.type.name),
                        type.value(bits, owner),
                        type.layout.has("cleaner") ? type.value(bits, "cleaner") : 0));
        return Set.of();
    }

    /** As {@link NativeParts#note}, for a buffer's cleaner; one that has been run is no longer in a list. */
    Set<String> noteCleaner(int object, CapturedType type, long[] bits) {
        boolean done = table.find(type.value(bits, "next")) == object;
        cleaners.put(object, new Cleaner(done, type.value(bits, "thunk")));
        return Set.of("referent", "queue", "next", "prev", "discovered");
    }

    private static int shift(String name) {
        if (name.contains("Short") || name.contains("Char")) {
            return 1;
        } else if (name.contains("Int") || name.contains("Float")) {
            return 2;
        }
        return name.contains("Long") || name.contains("Double") ? 3 : 0;
    }

    /** Finds out whose memory each buffer looks at. {@return what is to be copied} */
    List<HeapCapture.Memory> settle() {
        List<HeapCapture.Memory> contents = new ArrayList<>();
        for (Buffer buffer : buffers.values()) {
            if (buffer.cleaner != 0) {
                own(buffer, contents);
            } else if (buffer.address != 0) {
                view(buffer);
            }
        }
        return contents;
    }

    private void own(Buffer buffer, List<HeapCapture.Memory> contents) {
        Cleaner cleaner = cleaners.get(table.find(buffer.cleaner));
        CapturedType thunk = cleaner == null ? null : table.type(table.find(cleaner.thunk));
        if (thunk == null) {
            refuse(buffer, UNKNOWN);
        } else if (cleaner.done) {
            refuse(buffer, "a direct buffer whose memory has been freed");
        } else if (thunk.type.isA("java/nio/DirectByteBuffer$Deallocator")) {
            contents.add(new Contents(buffer));
        } else if (thunk.type.isA("sun/nio/ch/FileChannelImpl$Unmapper")) {
            map(buffer);
        } else {
            refuse(buffer, UNKNOWN);
        }
    }

    private void map(Buffer buffer) {
        try {
            ProcessFiles.Mapped mapped = files.mapped(buffer.address, buffer.bytes);
            owners.add(t -> new NativePart.Mapping(
                    t.number(buffer.object), mapped.file(), mapped.writable(), mapped.position(), buffer.bytes));
        } catch (UnsuitableException e) {
            walk.obstacles().add(table.path(buffer.object), e.getMessage(), e.remedy());
        }
    }

    private void view(Buffer buffer) {
        Buffer owner = buffer;
        while (owner.cleaner == 0) {
            int next = table.find(owner.owner);
            Buffer known = buffers.get(next);
            if (known == null) {
                boolean onHeap = next != 0
                        && table.type(next) != null
                        && table.type(next).type.name.startsWith("java/nio/Heap");
                if (!onHeap) {
                    refuse(buffer, UNKNOWN);
                }
                return;
            }
            owner = known;
        }
        long offset = buffer.address - owner.address;
        if (offset < 0 || offset + buffer.bytes > owner.bytes) {
            refuse(buffer, "a direct buffer outside the memory of the one that it is a view of");
            return;
        }
        int owning = owner.object;
        views.add(t -> new NativePart.MemoryView(t.number(buffer.object), t.number(owning), (int) offset));
    }

    private void refuse(Buffer buffer, String problem) {
        walk.obstacles().add(table.path(buffer.object), problem + " (" + buffer.type + ")", UNUSED);
    }

    /** What is in the memory of a buffer becomes a byte array of the snapshot. */
    private final class Contents implements HeapCapture.Memory {

        private final Buffer buffer;
        private ByteSink sink;

        Contents(Buffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public long address() {
            return buffer.address;
        }

        @Override
        public int size() {
            return buffer.bytes;
        }

        @Override
        public void add(long array, int length) throws IOException {
            if (sink == null) {
                int copy = table.add(0, walk.bytes(), buffer.object, table.edge("memory"));
                walk.bytes().store.cut();
                sink = ((PrimitiveArrayStore) walk.bytes().store).addArray(copy, buffer.bytes);
                owners.add(t -> new NativePart.Memory(t.number(buffer.object), t.number(copy)));
            }
            JdwpPipe pipe = classes.pipe();
            WholeArrays.inPieces(
                    length,
                    (first, count) -> pipe.send(Commands.elements(array, first, count), region -> {
                        for (long value : region.values()) {
                            sink.put(value, 1);
                        }
                    }));
            pipe.finish();
        }
    }

    /** Owners before views. */
    List<NativeParts.Part> parts() {
        List<NativeParts.Part> all = new ArrayList<>(owners);
        all.addAll(views);
        return all;
    }
}
