package io.jtp.capture.jdwp;

/**
 * Some elements of an array.
 *
 * @param tag of the elements; {@link Tags#OBJECT} for arrays of references
 * @param tags for arrays of references each element's own tag, else empty
 * @param values as in {@link TaggedValue#bits()}
 */
public record ArrayRegion(byte tag, byte[] tags, long[] values) {

    /** {@return the tag of one element} */
    public byte tag(int element) {
        return tags.length == 0 ? tag : tags[element];
    }

    static ArrayRegion read(Reply reply) {
        byte tag = reply.readByte();
        int count = reply.readInt();
        boolean references = Tags.isReference(tag);
        byte[] tags = new byte[references ? count : 0];
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            if (references) {
                tags[i] = reply.readByte();
            }
            values[i] = reply.readUntagged(tag);
        }
        return new ArrayRegion(tag, tags, values);
    }
}
