package io.jtp.snapshot;

/**
 * The value of a static field, or of one field in a known object.
 *
 * @param type the class that declares the field
 * @param descriptor as in JVMS 4.3.2
 */
public record FieldValue(int type, String name, String descriptor, Value value) {}
