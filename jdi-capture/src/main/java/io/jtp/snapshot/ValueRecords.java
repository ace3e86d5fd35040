package io.jtp.snapshot;

import io.jtp.snapshot.Value.DoubleValue;
import io.jtp.snapshot.Value.FloatValue;
import io.jtp.snapshot.Value.IntValue;
import io.jtp.snapshot.Value.LongValue;
import io.jtp.snapshot.Value.Reference;
import io.jtp.snapshot.Value.Top;
import io.jtp.snapshot.Value.Uninitialized;

/** Values of variables and fields. */
final class ValueRecords {

    private ValueRecords() {}

    static void register(RecordStream s) {
        s.record(IntValue.class, v -> s.out.writeVarInt(v.value(), false), () -> new IntValue(s.in.readVarInt(false)));
        s.record(
                LongValue.class,
                v -> s.out.writeVarLong(v.value(), false),
                () -> new LongValue(s.in.readVarLong(false)));
        s.record(
                FloatValue.class,
                v -> s.out.writeInt(Float.floatToRawIntBits(v.value())),
                () -> new FloatValue(Float.intBitsToFloat(s.in.readInt())));
        s.record(
                DoubleValue.class,
                v -> s.out.writeLong(Double.doubleToRawLongBits(v.value())),
                () -> new DoubleValue(Double.longBitsToDouble(s.in.readLong())));
        s.record(Reference.class, v -> s.integer(v.object()), () -> new Reference(s.integer()));
        s.record(Uninitialized.class, v -> s.integer(v.newOffset()), () -> new Uninitialized(s.integer()));
        s.record(Top.class, v -> {}, () -> Value.TOP);
        s.record(
                FieldValue.class,
                v -> {
                    s.integer(v.type());
                    s.text(v.name());
                    s.text(v.descriptor());
                    s.any(v.value());
                },
                () -> new FieldValue(s.integer(), s.text(), s.text(), s.any(Value.class)));
    }
}
