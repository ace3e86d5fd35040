package io.jtp.capture.jdwp;

/**
 * A method that a class declares.
 *
 * @param id valid together with the declaring class only
 * @param signature method descriptor
 * @param modifiers as in the class file
 */
public record MethodEntry(long id, String name, String signature, int modifiers) {}
