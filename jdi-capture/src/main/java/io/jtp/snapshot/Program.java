package io.jtp.snapshot;

import java.util.List;

/**
 * Everything of a snapshot except the objects themselves.
 *
 * @param classes every class that is mentioned; the position is its type number. A superclass precedes its subclasses, an array
 *     class follows its element class
 * @param statics static fields to be set: all of the initialised classes of the program, and the few of the JDK that a program
 *     changes. Fields with a ConstantValue attribute are left out
 * @param overlays fields to be set in objects that are found, not made, at the destination (a {@link NamedObject})
 * @param identityHashes identity hashes that have to be kept
 * @param nativeParts what objects stand for outside the heap
 * @param loaders class loaders of the program's own
 * @param threads the program's threads; the one that runs {@code main} comes first
 */
public record Program(
        Origin origin,
        List<LoadedClass> classes,
        List<FieldValue> statics,
        List<Overlay> overlays,
        IdentityHashes identityHashes,
        List<NativePart> nativeParts,
        List<ProgramLoader> loaders,
        List<ThreadState> threads) {

    /** A program without class loaders of its own. */
    public Program(
            Origin origin,
            List<LoadedClass> classes,
            List<FieldValue> statics,
            List<Overlay> overlays,
            IdentityHashes identityHashes,
            List<NativePart> nativeParts,
            List<ThreadState> threads) {
        this(origin, classes, statics, overlays, identityHashes, nativeParts, List.of(), threads);
    }

    /** {@return the same with these} */
    public Program nativeParts(List<NativePart> parts) {
        return new Program(origin, classes, statics, overlays, identityHashes, parts, loaders, threads);
    }
}
