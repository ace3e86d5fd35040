package io.jtp.snapshot;

import java.util.List;

/**
 * Fields to be set in an object that is found at the destination, such as the main thread's name in its {@code Thread}.
 *
 * @param object number of a {@link NamedObject}
 */
public record Overlay(int object, List<FieldValue> fields) {}
