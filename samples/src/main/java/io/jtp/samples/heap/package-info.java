/** Programs with many objects, to measure how fast they are moved. */
package io.jtp.samples.heap;
