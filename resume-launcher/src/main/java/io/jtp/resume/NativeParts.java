package io.jtp.resume;

import io.jtp.snapshot.NativePart;
import io.jtp.snapshot.NativePart.CleanerThread;
import io.jtp.snapshot.NativePart.CommonCleanup;
import io.jtp.snapshot.NativePart.Deflation;
import io.jtp.snapshot.NativePart.Inflation;
import io.jtp.snapshot.NativePart.Library;
import io.jtp.snapshot.NativePart.Mapping;
import io.jtp.snapshot.NativePart.Memory;
import io.jtp.snapshot.NativePart.MemoryView;
import io.jtp.snapshot.NativePart.OpenFile;
import io.jtp.snapshot.NativePart.ParallelLoader;
import io.jtp.snapshot.NativePart.RuntimeImage;
import io.jtp.snapshot.NativePart.ZlibState;
import java.io.FileDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Makes anew what objects stand for outside the heap. To be called when the heap is filled. */
final class NativeParts {

    private final Object[] objects;
    private final List<Object> cleaners = new ArrayList<>();
    private final List<Library> libraries = new ArrayList<>();
    private final List<Class<?>> parallelLoaders = new ArrayList<>();
    private final List<Object> images = new ArrayList<>();

    NativeParts(Object[] objects) {
        this.objects = objects;
    }

    /** @throws IllegalStateException if that is not possible here, with the reason */
    void restore(List<NativePart> parts) throws Throwable {
        for (NativePart part : parts) {
            Object object = objects[part.object()];
            if (part instanceof OpenFile open) {
                OpenFiles.reopen((FileDescriptor) object, open);
            } else if (part instanceof CommonCleanup) {
                Cleanups.enter(object);
            } else if (part instanceof CleanerThread) {
                cleaners.add(object);
            } else if (part instanceof Memory memory) {
                BufferMemory.allocate(object, (byte[]) objects[memory.contents()]);
            } else if (part instanceof Mapping mapping) {
                BufferMemory.map(object, mapping);
            } else if (part instanceof Inflation inflation) {
                ZlibStreams.make((Inflater) object, inflation);
            } else if (part instanceof Deflation deflation) {
                ZlibStreams.make((Deflater) object, deflation);
            } else if (part instanceof ZlibState state) {
                ZlibStates.make(object, state, objects);
            } else if (part instanceof MemoryView view) {
                BufferMemory.view(object, objects[view.owner()], view.offset());
            } else if (part instanceof Library library) {
                libraries.add(library);
            } else if (part instanceof RuntimeImage) {
                images.add(object);
            } else if (part instanceof ParallelLoader) {
                parallelLoaders.add((Class<?>) object);
            }
        }
    }

    /**
     * Makes the rest, when identity hashes are given and statics are set: the JDK keeps readers of its image in a set, and native libraries may
     * run code of the program's when they are loaded.
     *
     * @throws IllegalStateException if a library is not there, or another one
     */
    void complete() throws Throwable {
        for (Class<?> type : parallelLoaders) {
            ProgramLoaders.registerAsParallelCapable(type);
        }
        for (Object image : images) {
            RuntimeImages.open(image);
        }
        for (Library library : libraries) {
            Libraries.load((Class<?>) objects[library.object()], library);
        }
    }

    /** Starts the threads that run cleaning actions of the program, now that it goes on. */
    void begin() {
        cleaners.forEach(Cleanups::start);
    }
}
