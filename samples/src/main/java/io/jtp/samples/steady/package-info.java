/**
 * Programs that do the same work round after round, and take the time of each: is a program as fast after a move as before? Each marks
 * moments ({@code Here.now()}) at the place in its loops where it is to be moved.
 */
package io.jtp.samples.steady;
