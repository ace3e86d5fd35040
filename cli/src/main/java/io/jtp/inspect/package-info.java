/**
 * A look into a snapshot: the program's threads, and its heap as a graph. Nothing here changes a snapshot, or runs anything of the program.
 *
 * <p>{@link io.jtp.inspect.Inspection} has everything; what costs a walk over the whole heap is made when it is first asked for. It works with
 * a few ints for each object and reference, so that a million objects are no trouble. {@link io.jtp.inspect.Answers} puts answers together as
 * plain maps and lists, which {@link io.jtp.inspect.TextReport} writes for people and {@link io.jtp.inspect.HtmlPage} into a page.
 */
package io.jtp.inspect;
