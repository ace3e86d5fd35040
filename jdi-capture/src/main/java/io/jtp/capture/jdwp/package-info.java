/**
 * The JDWP connection that JDI and bulk reading share.
 *
 * <p>JDI waits for the answer to each of its commands before it sends the next. Reading a heap that way is a thousand times too slow, so
 * {@link io.jtp.capture.jdwp.JdwpConnection} lets a {@link io.jtp.capture.jdwp.JdwpPipe} send commands of its own, many at once, over
 * the connection that JDI uses. Object and type ids are the same on both ({@code ObjectReference.uniqueID()}).
 */
package io.jtp.capture.jdwp;
