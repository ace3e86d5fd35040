/**
 * The snapshot: what a program was at one instant, as plain data.
 *
 * <p>Nothing here refers to JDI, SSH or byte code libraries. A {@link io.jtp.snapshot.Snapshot} is made by capture, read by the
 * morph generator, and sent together with the {@link io.jtp.snapshot.Morphs} as {@link io.jtp.snapshot.Cargo} to the agent that
 * restores it.
 *
 * <p>Two kinds of numbers run through all records:
 *
 * <ul>
 *   <li><b>type</b>: an index into {@link io.jtp.snapshot.Program#classes()};
 *   <li><b>object</b>: a dense number from 1 to the number of objects, 0 being {@code null}. Every {@link io.jtp.snapshot.HeapBlock}
 *       covers a run of consecutive object numbers.
 * </ul>
 *
 * <p>Class names are the internal names of JVMS 4.2.1 ({@code java/util/ArrayList}), array classes their descriptors ({@code [I},
 * {@code [Ljava/lang/String;}), primitive types their keyword.
 */
package io.jtp.snapshot;
