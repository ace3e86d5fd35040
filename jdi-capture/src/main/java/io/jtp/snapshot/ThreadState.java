package io.jtp.snapshot;

import java.util.List;

/**
 * A thread of the program.
 *
 * @param object its {@code Thread} object
 * @param main whether the JVM's launcher started it to run {@code main}
 * @param interrupted its interrupt status
 * @param frames the whole stack, outermost first, hidden and native frames included
 */
public record ThreadState(String name, int object, boolean main, boolean interrupted, List<Frame> frames) {}
