package io.jtp.resume;

import io.jtp.snapshot.HeapBlock;
import io.jtp.snapshot.HeapBlock.Named;
import io.jtp.snapshot.IdentityHashes;
import io.jtp.snapshot.NamedObject.ClassMirror;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives objects the identity hashes that they had in the source. */
final class GivenHashes {

    private final MarkWord markWord = MarkWord.probe();
    private final IdentityHashes identity;
    private final List<Object> others = new ArrayList<>();

    GivenHashes(IdentityHashes identity) {
        this.identity = identity;
    }

    /**
     * Gives them to classes: as soon as they are loaded, for linking and initialising them asks for hashes, and the first to ask decides.
     *
     * @param blocks of the heap
     */
    void giveToClasses(Types types, List<HeapBlock> blocks) {
        Map<Integer, Integer> mirrors = new HashMap<>();
        int last = 0;
        for (HeapBlock block : blocks) {
            if (block instanceof Named named) {
                for (int i = 0; i < named.count(); i++) {
                    if (named.objects().get(i) instanceof ClassMirror mirror && types.isThere(mirror.type())) {
                        last = Math.max(last, named.first() + i);
                        mirrors.put(named.first() + i, mirror.type());
                    }
                }
            }
        }
        for (int i = 0; i < identity.objects().length; i++) {
            Integer type = identity.objects()[i] <= last ? mirrors.get(identity.objects()[i]) : null;
            if (type != null) {
                markWord.give(types.type(type), identity.hashes()[i]);
            }
        }
    }

    /** Gives them to all objects that are there, and has the others get theirs when they are made. */
    void give(Heap heap, Completion completion) {
        for (int i = 0; i < identity.objects().length; i++) {
            Object object = heap.object(identity.objects()[i]);
            if (object == null) {
                completion.give(markWord, identity.objects()[i], identity.hashes()[i]);
            } else if (!markWord.give(object, identity.hashes()[i])) {
                others.add(object);
            }
        }
    }

    /** {@return the objects that are there and have another hash, because this JVM asked for it before} */
    List<Object> others() {
        return others;
    }
}
