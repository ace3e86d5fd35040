package io.jtp.snapshot;

/**
 * Identity hashes to be given to objects, so that hash tables copied bit by bit stay right.
 *
 * @param objects object numbers
 * @param hashes the identity hash of the object at the same position
 */
public record IdentityHashes(int[] objects, int[] hashes) {}
