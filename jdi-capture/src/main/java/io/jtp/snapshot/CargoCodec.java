package io.jtp.snapshot;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** The records as bytes, by Kryo, for one stream. The order in which they are registered is part of the format. */
final class CargoCodec {

    private final RecordStream records = new RecordStream();

    CargoCodec() {
        ValueRecords.register(records);
        ClassRecords.register(records);
        HeapRecords.register(records);
        ProgramRecords.register(records);
        MorphRecords.register(records);
        NativeRecords.register(records);
    }

    /** Blocks of the heap go out one by one; nothing but Kryo's buffer is held. */
    void write(Output output, Cargo cargo) {
        records.out = output;
        Snapshot snapshot = cargo.snapshot();
        records.one(snapshot.program());
        records.one(cargo.morphs());
        records.list(snapshot.heap(), records::any);
    }

    Cargo read(Input input) {
        records.in = input;
        Program program = records.one(Program.class);
        Morphs morphs = records.one(Morphs.class);
        return new Cargo(new Snapshot(program, records.list(() -> records.any(HeapBlock.class))), morphs);
    }

    void write(Output output, WaysBack ways) {
        records.out = output;
        records.list(ways.classes(), records::one);
    }

    WaysBack readWaysBack(Input input) {
        records.in = input;
        return new WaysBack(records.list(() -> records.one(WaysBack.OfClass.class)));
    }
}
