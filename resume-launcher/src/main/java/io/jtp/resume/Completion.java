package io.jtp.resume;

import java.util.ArrayList;
import java.util.List;

/** What is left of the restore for when a class initialiser is running again; done by the thread that runs it. */
final class Completion {

    /** An identity hash for an object that is not there yet. */
    private record Hash(int object, int hash) {}

    private final Types types;
    private final Heap heap;
    private final Initializers initializers;
    private final List<Hash> hashes = new ArrayList<>();
    private MarkWord markWord;

    Completion(Types types, Heap heap, Initializers initializers) {
        this.types = types;
        this.heap = heap;
        this.initializers = initializers;
    }

    /** Gives an object its identity hash as soon as it is there. */
    void give(MarkWord writer, int object, int hash) {
        markWord = writer;
        hashes.add(new Hash(object, hash));
    }

    /**
     * Does what waits for an initialiser. The classes that do are being initialised by this thread, or can be initialised without running
     * anything but empty initialisers.
     *
     * @param step see {@link Initializers#step}
     */
    void run(int step) throws Exception {
        types.makeClasses(initializers, step);
        heap.complete(step);
        for (Hash each : hashes) {
            if (heap.object(each.object) != null) {
                markWord.give(heap.object(each.object), each.hash);
            }
        }
        initialize(types, initializers, step);
    }

    /** Initialises the program's classes that can be from this step on; their initialisers are empty. */
    static void initialize(Types types, Initializers initializers, int step) {
        for (int i = 0; i < types.count(); i++) {
            if (types.description(i).initialized() && types.isOfProgram(i) && initializers.step(i) == step) {
                Internals.UNSAFE.ensureClassInitialized(types.type(i));
            }
        }
    }
}
