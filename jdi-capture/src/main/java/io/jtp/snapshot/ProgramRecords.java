package io.jtp.snapshot;

import io.jtp.snapshot.Frame.Construction;
import io.jtp.snapshot.Frame.Treatment;
import java.util.OptionalLong;

/** A program, its threads and their frames. */
final class ProgramRecords {

    private ProgramRecords() {}

    static void register(RecordStream s) {
        s.record(
                Origin.class,
                v -> {
                    s.text(v.vmVersion());
                    s.text(v.vmVendor());
                    s.text(v.architecture());
                    s.text(v.objectLayout());
                    s.list(v.vmArguments(), s::text);
                    s.out.writeBoolean(v.debuggable());
                    s.out.writeBoolean(v.virtualThreadsListed());
                    s.text(v.mainModule());
                    s.text(v.mainClass());
                    s.list(v.arguments(), s::text);
                    s.out.writeVarInt(v.modules(), true);
                    s.list(v.classPath(), s::text);
                    s.text(v.workingDirectory());
                    s.map(v.properties());
                    s.out.writeVarLong(v.pid(), false);
                    s.out.writeVarLong(v.takenAtMillis(), false);
                    s.out.writeLong(v.nanoTime());
                },
                () -> new Origin(
                        s.text(),
                        s.text(),
                        s.text(),
                        s.text(),
                        s.list(s::text),
                        s.in.readBoolean(),
                        s.in.readBoolean(),
                        s.text(),
                        s.text(),
                        s.list(s::text),
                        s.in.readVarInt(true),
                        s.list(s::text),
                        s.text(),
                        s.map(),
                        s.in.readVarLong(false),
                        s.in.readVarLong(false),
                        s.in.readLong()));
        s.record(
                ProgramLoader.class,
                v -> {
                    s.integer(v.type());
                    s.text(v.name());
                    s.text(v.nameAndId());
                    Bulk.writeInts(s.out, v.found());
                },
                () -> new ProgramLoader(s.integer(), s.text(), s.text(), Bulk.readInts(s.in)));
        s.record(
                Overlay.class,
                v -> {
                    s.integer(v.object());
                    s.list(v.fields(), s::one);
                },
                () -> new Overlay(s.integer(), s.list(() -> s.one(FieldValue.class))));
        s.record(
                IdentityHashes.class,
                v -> {
                    Bulk.writeInts(s.out, v.objects());
                    Bulk.writeInts(s.out, v.hashes());
                },
                () -> new IdentityHashes(Bulk.readInts(s.in), Bulk.readInts(s.in)));
        s.record(
                Construction.class,
                v -> {
                    s.integer(v.object());
                    s.list(v.fields(), s::one);
                },
                () -> new Construction(s.integer(), s.list(() -> s.one(FieldValue.class))));
        s.record(
                Frame.class,
                v -> {
                    s.integer(v.type());
                    s.text(v.method());
                    s.text(v.descriptor());
                    s.integer(v.bci());
                    s.integer(v.line());
                    s.constant(v.treatment());
                    s.list(v.locals(), s::any);
                    s.list(v.operands(), s::any);
                    s.list(v.monitors(), s::integer);
                    s.one(v.construction());
                },
                () -> new Frame(
                        s.integer(),
                        s.text(),
                        s.text(),
                        s.integer(),
                        s.integer(),
                        s.constant(Treatment.values()),
                        s.list(() -> s.any(Value.class)),
                        s.list(() -> s.any(Value.class)),
                        s.list(s::integer),
                        s.one(Construction.class)));
        s.record(
                ThreadState.class,
                v -> {
                    s.text(v.name());
                    s.integer(v.object());
                    s.out.writeBoolean(v.main());
                    s.out.writeBoolean(v.interrupted());
                    s.list(v.frames(), s::one);
                    s.integer(v.reenters());
                    s.out.writeBoolean(v.until().isPresent());
                    s.out.writeLong(v.until().orElse(0));
                },
                () -> new ThreadState(
                        s.text(),
                        s.integer(),
                        s.in.readBoolean(),
                        s.in.readBoolean(),
                        s.list(() -> s.one(Frame.class)),
                        s.integer(),
                        until(s)));
        s.record(
                Program.class,
                v -> {
                    s.one(v.origin());
                    s.list(v.classes(), s::one);
                    s.list(v.statics(), s::one);
                    s.list(v.overlays(), s::one);
                    s.one(v.identityHashes());
                    s.list(v.nativeParts(), s::any);
                    s.list(v.loaders(), s::one);
                    s.list(v.threads(), s::one);
                },
                () -> new Program(
                        s.one(Origin.class),
                        s.list(() -> s.one(LoadedClass.class)),
                        s.list(() -> s.one(FieldValue.class)),
                        s.list(() -> s.one(Overlay.class)),
                        s.one(IdentityHashes.class),
                        s.list(() -> s.any(NativePart.class)),
                        s.list(() -> s.one(ProgramLoader.class)),
                        s.list(() -> s.one(ThreadState.class))));
    }

    private static OptionalLong until(RecordStream s) {
        boolean isKnown = s.in.readBoolean();
        long until = s.in.readLong();
        return isKnown ? OptionalLong.of(until) : OptionalLong.empty();
    }
}
