package io.jtp.morph;

import io.jtp.classfile.ClassFileSource;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.ClassOrigin.ByName;
import io.jtp.snapshot.Frame;
import io.jtp.snapshot.Frame.Treatment;
import io.jtp.snapshot.IdentityHashes;
import io.jtp.snapshot.LoadedClass;
import io.jtp.snapshot.Program;
import io.jtp.snapshot.RefusedException;
import io.jtp.snapshot.Snapshot;
import io.jtp.snapshot.ThreadState;
import io.jtp.snapshot.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * The first morph takes 140 ms, most of it for loading Byte Buddy and ASM; a later one takes 3 ms. So the first is made of this very
 * class, while the program that is to be moved still runs.
 */
final class WarmUp {

    private static final String NAME = "io/jtp/morph/WarmUp";

    private WarmUp() {}

    static void run() {
        ClassFileSource source = (name, loader) -> name.equals(NAME) ? Optional.of(ownClassFile()) : Optional.empty();
        Frame frame = new Frame(
                0, "half", "(I)I", 0, -1, Treatment.MORPH, List.of(new Value.IntValue(1)), List.of(), List.of());
        LoadedClass self = new LoadedClass(
                NAME, new ByName(BuiltinLoader.APP), LoadedClass.NONE, LoadedClass.State.INITIALIZED, List.of());
        IdentityHashes noHashes = new IdentityHashes(new int[0], new int[0]);
        ThreadState main = new ThreadState("main", 0, true, false, List.of(frame));
        Program program = new Program(null, List.of(self), List.of(), List.of(), noHashes, List.of(), List.of(main));
        try {
            new MorphGenerator().generate(new Snapshot(program, List.of()), source);
        } catch (RefusedException e) {
            throw new IllegalStateException(e.obstacles().toString(), e);
        }
    }

    /** What is morphed. */
    static int half(int number) {
        return number > 1 ? number / 2 : 0;
    }

    private static byte[] ownClassFile() {
        try (InputStream in = WarmUp.class.getResourceAsStream("WarmUp.class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
