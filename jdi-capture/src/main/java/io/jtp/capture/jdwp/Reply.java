package io.jtp.capture.jdwp;

import java.nio.ByteBuffer;

/** The data of an answer, read from front to back. Ids take eight bytes, as they do in HotSpot. */
public final class Reply {

    private final ByteBuffer data;

    Reply(byte[] packet) {
        data = ByteBuffer.wrap(packet, Command.HEADER, packet.length - Command.HEADER);
    }

    public byte readByte() {
        return data.get();
    }

    public boolean readBoolean() {
        return data.get() != 0;
    }

    public int readInt() {
        return data.getInt();
    }

    public long readLong() {
        return data.getLong();
    }

    public long readId() {
        return data.getLong();
    }

    public byte[] readBytes(int count) {
        byte[] bytes = new byte[count];
        data.get(bytes);
        return bytes;
    }

    /**
     * {@return a string} JDWP says UTF-8; lone surrogates come as three bytes each, and are kept.
     */
    public String readString() {
        int length = data.getInt();
        byte[] bytes = data.array();
        int position = data.arrayOffset() + data.position();
        data.position(data.position() + length);
        return LenientUtf8.decode(bytes, position, length);
    }

    /**
     * {@return the bits of a value without its tag} Floats and doubles as raw bits, smaller integers sign extended, char and
     * boolean zero extended.
     */
    public long readUntagged(byte tag) {
        return switch (tag) {
            case Tags.BYTE -> data.get();
            case Tags.BOOLEAN -> data.get() & 0xff;
            case Tags.SHORT -> data.getShort();
            case Tags.CHAR -> data.getChar();
            case Tags.INT, Tags.FLOAT -> data.getInt();
            case Tags.VOID -> 0;
            default -> data.getLong();
        };
    }

    public TaggedValue readTagged() {
        byte tag = data.get();
        return new TaggedValue(tag, readUntagged(tag));
    }
}
