package io.jtp.snapshot;

import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.Morphs.FrameReplay;
import io.jtp.snapshot.Morphs.MorphClass;
import io.jtp.snapshot.Morphs.StandIn;
import io.jtp.snapshot.Morphs.ThreadReplay;
import io.jtp.snapshot.Morphs.WayBack;

/** Morphs, and how stacks are replayed. */
final class MorphRecords {

    private MorphRecords() {}

    static void register(RecordStream s) {
        s.record(
                StandIn.class,
                v -> {
                    s.integer(v.call());
                    s.integer(v.slot());
                },
                () -> new StandIn(s.integer(), s.integer()));
        s.record(
                WayBack.class,
                v -> {
                    s.text(v.method());
                    s.text(v.descriptor());
                    Bulk.writeInts(s.out, v.morph());
                    Bulk.writeInts(s.out, v.original());
                    s.list(v.standIns(), s::one);
                    Bulk.writeBytes(s.out, v.morphCode());
                    Bulk.writeBytes(s.out, v.originalCode());
                },
                () -> new WayBack(
                        s.text(),
                        s.text(),
                        Bulk.readInts(s.in),
                        Bulk.readInts(s.in),
                        s.list(() -> s.one(StandIn.class)),
                        Bulk.readBytes(s.in),
                        Bulk.readBytes(s.in)));
        s.record(
                MorphClass.class,
                v -> {
                    s.integer(v.type());
                    Bulk.writeBytes(s.out, v.classFile());
                    s.list(v.wayBack(), s::one);
                },
                () -> new MorphClass(s.integer(), Bulk.readBytes(s.in), s.list(() -> s.one(WayBack.class))));
        s.record(
                FrameReplay.class,
                v -> {
                    s.integer(v.frame());
                    s.integer(v.method());
                    s.integer(v.point());
                    Bulk.writeLongs(s.out, v.primitives());
                    Bulk.writeInts(s.out, v.references());
                    Bulk.writeInts(s.out, v.after());
                },
                () -> new FrameReplay(
                        s.integer(),
                        s.integer(),
                        s.integer(),
                        Bulk.readLongs(s.in),
                        Bulk.readInts(s.in),
                        Bulk.readInts(s.in)));
        s.record(
                ThreadReplay.class,
                v -> {
                    s.list(v.frames(), s::one);
                    s.integer(v.monitor());
                },
                () -> new ThreadReplay(s.list(() -> s.one(FrameReplay.class)), s.integer()));
        s.record(
                Morphs.class,
                v -> {
                    s.list(v.classes(), s::one);
                    s.list(v.guards(), s::one);
                    s.list(v.replays(), s::one);
                },
                () -> new Morphs(
                        s.list(() -> s.one(MorphClass.class)),
                        s.list(() -> s.one(MorphClass.class)),
                        s.list(() -> s.one(ThreadReplay.class))));
        s.record(
                WaysBack.OfClass.class,
                v -> {
                    s.text(v.name());
                    s.list(v.loader().stream().toList(), s::constant);
                    s.list(v.methods(), s::one);
                },
                () -> new WaysBack.OfClass(
                        s.text(),
                        s.list(() -> s.constant(BuiltinLoader.values())).stream()
                                .findFirst(),
                        s.list(() -> s.one(WayBack.class))));
    }
}
