package io.jtp.capture.jdwp;

/**
 * A value as JDWP sends it.
 *
 * @param tag one of {@link Tags}
 * @param bits object id (0 is null), integer, or raw bits of a float or double
 */
public record TaggedValue(byte tag, long bits) {
    public boolean isReference() {
        return Tags.isReference(tag);
    }
}
