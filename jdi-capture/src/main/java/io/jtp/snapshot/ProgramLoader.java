package io.jtp.snapshot;

/**
 * A class loader of the program's own.
 *
 * @param type number of its class
 * @param name {@code ClassLoader.name}, empty for none
 * @param nameAndId {@code ClassLoader.nameAndId}, which the JVM's messages have; empty if it is not known because no class was defined yet
 * @param found type numbers of the classes that the JVM has been given by it, its own ones and others: it is not asked for them again
 */
public record ProgramLoader(int type, String name, String nameAndId, int[] found) {}
