package io.jtp.snapshot;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Kryo, and what it writes to or reads from just now. Only records that are registered here can be written and read, each with a serializer of
 * its own that writes its components in order, so nothing that was read decides which class is made.
 */
final class RecordStream {

    static {
        // Kryo would use sun.misc.Unsafe, about which JDK 24 and later print a warning; asked for when Kryo's class is
        // initialised
        String before = System.getProperty("kryo.unsafe");
        System.setProperty("kryo.unsafe", "false");
        try {
            new Kryo();
        } finally {
            if (before == null) {
                System.clearProperty("kryo.unsafe");
            } else {
                System.setProperty("kryo.unsafe", before);
            }
        }
    }

    private final Kryo kryo = new Kryo();
    /** What has been written or read so far, each text once: names of methods stand in every frame. */
    private final Map<String, Integer> writtenTexts = new HashMap<>();

    private final List<String> readTexts = new ArrayList<>();
    Output out;
    Input in;

    RecordStream() {
        kryo.setRegistrationRequired(true);
        kryo.setReferences(false);
    }

    <T> void record(Class<T> type, Consumer<T> writer, Reader<T> reader) {
        kryo.register(type, new RecordSerializer<>(writer, reader));
    }

    /** Shorter than a Supplier where it is used: reads the next record's components, in order. */
    interface Reader<T> {
        T read();
    }

    private static final class RecordSerializer<T> extends Serializer<T> {
        private final Consumer<T> writer;
        private final Reader<T> reader;

        RecordSerializer(Consumer<T> writer, Reader<T> reader) {
            super(false, true);
            this.writer = writer;
            this.reader = reader;
        }

        @Override
        public void write(Kryo kryo, Output output, T value) {
            writer.accept(value);
        }

        @Override
        public T read(Kryo kryo, Input input, Class<? extends T> type) {
            return reader.read();
        }
    }

    void integer(int value) {
        out.writeVarInt(value, false);
    }

    int integer() {
        return in.readVarInt(false);
    }

    /** A number: of the text, from 1 on, if it has been there before, else 0, and the text follows. */
    void text(String value) {
        Integer number = writtenTexts.putIfAbsent(value, writtenTexts.size() + 1);
        out.writeVarInt(number == null ? 0 : number, true);
        if (number == null) {
            Bulk.writeString(out, value);
        }
    }

    String text() {
        int number = in.readVarInt(true);
        if (number > 0) {
            return readTexts.get(number - 1);
        }
        String text = Bulk.readString(in);
        readTexts.add(text);
        return text;
    }

    void constant(Enum<?> value) {
        out.writeByte(value.ordinal());
    }

    <E> E constant(E[] values) {
        return values[in.readByte()];
    }

    /** A record whose class both sides know. */
    void one(Object value) {
        kryo.writeObject(out, value);
    }

    <T> T one(Class<T> type) {
        return kryo.readObject(in, type);
    }

    /** One of the records of a sealed type. */
    void any(Object value) {
        kryo.writeClassAndObject(out, value);
    }

    <T> T any(Class<T> sealedType) {
        Registration registration = kryo.readClass(in);
        if (registration == null) {
            throw new IllegalArgumentException("nothing in place of a " + sealedType.getSimpleName());
        }
        Class<?> type = registration.getType();
        if (!sealedType.isAssignableFrom(type)) {
            throw new IllegalArgumentException(
                    "a " + type.getSimpleName() + " in place of a " + sealedType.getSimpleName());
        }
        return kryo.readObject(in, type.asSubclass(sealedType));
    }

    <T> void list(List<T> values, Consumer<? super T> writer) {
        out.writeVarInt(values.size(), true);
        values.forEach(writer);
    }

    <T> List<T> list(Reader<T> reader) {
        int size = Bulk.readLength(in);
        List<T> values = new ArrayList<>(Math.min(size, 1 << 10));
        for (int i = 0; i < size; i++) {
            values.add(reader.read());
        }
        return List.copyOf(values);
    }

    void map(Map<String, String> values) {
        list(List.copyOf(values.entrySet()), entry -> {
            text(entry.getKey());
            text(entry.getValue());
        });
    }

    Map<String, String> map() {
        Map<String, String> values = new LinkedHashMap<>();
        for (int remaining = Bulk.readLength(in); remaining > 0; remaining--) {
            values.put(text(), text());
        }
        return values;
    }
}
