package io.jtp.launch;

/**
 * How a program goes on without the tool.
 *
 * @param id by which it is known, see {@link DetachedPrograms}
 * @param input whether its standard input stays open for who joins it later; else it is at its end
 */
public record Detachment(String id, boolean input) {}
