package io.jtp.snapshot;

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

/** What objects stand for outside the heap. */
final class NativeRecords {

    private NativeRecords() {}

    static void register(RecordStream s) {
        s.record(
                FileState.class,
                v -> {
                    s.text(v.path());
                    s.out.writeVarLong(v.size(), true);
                    s.out.writeLong(v.modifiedNanos());
                    s.text(v.machine());
                    s.out.writeLong(v.device());
                    s.out.writeLong(v.inode());
                    s.text(v.sample());
                    s.text(v.copy());
                },
                () -> new FileState(
                        s.text(),
                        s.in.readVarLong(true),
                        s.in.readLong(),
                        s.text(),
                        s.in.readLong(),
                        s.in.readLong(),
                        s.text(),
                        s.text()));
        s.record(
                OpenFile.class,
                v -> {
                    s.integer(v.object());
                    s.out.writeBoolean(v.cleaned());
                    s.one(v.file());
                    s.integer(v.flags());
                    s.out.writeVarLong(v.position(), true);
                },
                () -> new OpenFile(
                        s.integer(), s.in.readBoolean(), s.one(FileState.class), s.integer(), s.in.readVarLong(true)));
        s.record(
                Inflation.class,
                v -> {
                    s.integer(v.object());
                    s.out.writeBoolean(v.headers());
                    s.out.writeBoolean(v.finished());
                },
                () -> new Inflation(s.integer(), s.in.readBoolean(), s.in.readBoolean()));
        s.record(
                Deflation.class,
                v -> {
                    s.integer(v.object());
                    s.out.writeBoolean(v.headers());
                },
                () -> new Deflation(s.integer(), s.in.readBoolean()));
        s.record(
                ZlibState.class,
                v -> {
                    s.integer(v.object());
                    s.text(v.library());
                    s.integer(v.stream());
                    s.integer(v.state());
                    s.list(v.blocks(), s::integer);
                },
                () -> new ZlibState(s.integer(), s.text(), s.integer(), s.integer(), s.list(s::integer)));
        s.record(CommonCleanup.class, v -> s.integer(v.object()), () -> new CommonCleanup(s.integer()));
        s.record(CleanerThread.class, v -> s.integer(v.object()), () -> new CleanerThread(s.integer()));
        s.record(
                Memory.class,
                v -> {
                    s.integer(v.object());
                    s.integer(v.contents());
                },
                () -> new Memory(s.integer(), s.integer()));
        s.record(
                Mapping.class,
                v -> {
                    s.integer(v.object());
                    s.one(v.file());
                    s.out.writeBoolean(v.writable());
                    s.out.writeVarLong(v.position(), true);
                    s.integer(v.size());
                },
                () -> new Mapping(
                        s.integer(), s.one(FileState.class), s.in.readBoolean(), s.in.readVarLong(true), s.integer()));
        s.record(
                MemoryView.class,
                v -> {
                    s.integer(v.object());
                    s.integer(v.owner());
                    s.integer(v.offset());
                },
                () -> new MemoryView(s.integer(), s.integer(), s.integer()));
        s.record(ParallelLoader.class, v -> s.integer(v.object()), () -> new ParallelLoader(s.integer()));
        s.record(RuntimeImage.class, v -> s.integer(v.object()), () -> new RuntimeImage(s.integer()));
        s.record(
                Library.class,
                v -> {
                    s.integer(v.object());
                    s.text(v.path());
                    s.text(v.digest());
                },
                () -> new Library(s.integer(), s.text(), s.text()));
    }
}
