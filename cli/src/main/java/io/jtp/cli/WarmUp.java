package io.jtp.cli;

import io.jtp.morph.MorphGenerator;
import io.jtp.snapshot.Cargo;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.ClassOrigin.ByName;
import io.jtp.snapshot.FieldValue;
import io.jtp.snapshot.Frame;
import io.jtp.snapshot.Frame.Treatment;
import io.jtp.snapshot.HeapBlock.Instances;
import io.jtp.snapshot.HeapBlock.Named;
import io.jtp.snapshot.HeapBlock.PrimitiveArrays;
import io.jtp.snapshot.HeapBlock.ReferenceArrays;
import io.jtp.snapshot.IdentityHashes;
import io.jtp.snapshot.LoadedClass;
import io.jtp.snapshot.Morphs;
import io.jtp.snapshot.Morphs.FrameReplay;
import io.jtp.snapshot.Morphs.MorphClass;
import io.jtp.snapshot.Morphs.StandIn;
import io.jtp.snapshot.Morphs.ThreadReplay;
import io.jtp.snapshot.Morphs.WayBack;
import io.jtp.snapshot.NamedObject.ClassMirror;
import io.jtp.snapshot.NamedObject.StaticFieldValue;
import io.jtp.snapshot.Origin;
import io.jtp.snapshot.Overlay;
import io.jtp.snapshot.Program;
import io.jtp.snapshot.Snapshot;
import io.jtp.snapshot.ThreadState;
import io.jtp.snapshot.Value;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Has the classes that make and write a snapshot loaded while the program still runs: most of the time that they take the first time is
 * for that.
 */
final class WarmUp {
    private final FutureTask<Void> work = new FutureTask<>(() -> {
        MorphGenerator.warmUp();
        SnapshotStore.size(sample());
        return null;
    });

    private WarmUp() {}

    /** Begins, on a thread of its own. */
    static WarmUp begin() {
        WarmUp warmUp = new WarmUp();
        Thread thread = new Thread(warmUp.work, "jtp warm-up");
        thread.setDaemon(true);
        thread.start();
        return warmUp;
    }

    void await() throws InterruptedException {
        try {
            work.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the warm-up failed", e.getCause());
        }
    }

    /** {@return a cargo with one of each kind of record that travels} It need not make sense. */
    private static Cargo sample() {
        Value one = new Value.IntValue(1);
        Frame frame = new Frame(
                0, "m", "()V", 0, 1, Treatment.MORPH, List.of(one, Value.TOP), List.of(Value.NULL), List.of(1));
        Program program = new Program(
                new Origin(
                        "",
                        "",
                        "",
                        "",
                        List.of(),
                        true,
                        false,
                        "",
                        "",
                        List.of(""),
                        0,
                        List.of(""),
                        "",
                        Map.of("", ""),
                        0,
                        0,
                        0),
                List.of(new LoadedClass(
                        "C",
                        new ByName(BuiltinLoader.APP),
                        LoadedClass.NONE,
                        LoadedClass.State.INITIALIZED,
                        List.of(new LoadedClass.Field("f", "I")))),
                List.of(new FieldValue(0, "s", "J", new Value.LongValue(1))),
                List.of(new Overlay(1, List.of(new FieldValue(0, "f", "I", one)))),
                new IdentityHashes(new int[] {1}, new int[] {1}),
                List.of(),
                List.of(new ThreadState("main", 1, true, false, List.of(frame))));
        Snapshot snapshot = new Snapshot(
                program,
                List.of(
                        new Named(1, List.of(new ClassMirror(0), new StaticFieldValue(0, "s", StaticFieldValue.WHOLE))),
                        new Instances(3, 1, 0, new byte[4]),
                        new PrimitiveArrays(4, 0, new int[] {1}, new byte[1]),
                        new ReferenceArrays(5, 0, new int[] {1}, new int[] {1})));
        Morphs morphs = new Morphs(
                List.of(new MorphClass(
                        0,
                        new byte[1],
                        List.of(new WayBack(
                                "m",
                                "()V",
                                new int[] {0},
                                new int[] {0},
                                List.of(new StandIn(0, 0)),
                                new byte[1],
                                new byte[1])))),
                List.of(new ThreadReplay(List.of(new FrameReplay(0, 0, 0, new long[] {1}, new int[] {1})))));
        return new Cargo(snapshot, morphs);
    }
}
