/**
 * Reads the objects that a suspended program can reach.
 *
 * <p>{@link io.jtp.capture.heap.TargetClasses} is what is known of the target's classes, gathered while the program runs;
 * {@link io.jtp.capture.heap.HeapCapture} is one reading. Reading goes in waves: the questions about all objects that were found in one
 * wave are sent together, and what their answers refer to is the next wave.
 *
 * <p>Not every object is copied field by field: {@code Policies} is the ordered list of what is done with which.
 */
package io.jtp.capture.heap;
