package io.jtp.capture.heap;

import io.jtp.snapshot.FieldValue;
import io.jtp.snapshot.HeapBlock;
import io.jtp.snapshot.IdentityHashes;
import io.jtp.snapshot.LoadedClass;
import io.jtp.snapshot.NativePart;
import io.jtp.snapshot.Overlay;
import io.jtp.snapshot.ProgramLoader;
import java.util.List;

/** What a {@link HeapCapture} contributes to a snapshot; see {@code Program} and {@code Snapshot} for the parts. */
public record HeapImage(
        List<LoadedClass> classes,
        List<FieldValue> statics,
        List<Overlay> overlays,
        IdentityHashes identityHashes,
        List<NativePart> nativeParts,
        List<ProgramLoader> loaders,
        List<HeapBlock> blocks) {}
