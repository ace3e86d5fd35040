package io.jtp.capture.jdwp;

/**
 * A class's constant pool in class file format.
 *
 * @param count {@code constant_pool_count}
 * @param bytes {@code constant_pool}
 */
public record ConstantPoolBytes(int count, byte[] bytes) {}
