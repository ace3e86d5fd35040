/**
 * Random access to the objects of a heap dump (HPROF 1.0.2, as HotSpot writes it), without an object of ours for each of them. Knows no
 * JDI and no JDWP.
 */
package io.jtp.capture.hprof;
