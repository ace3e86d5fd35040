/** From a running JVM to a snapshot. The only package that knows JDI. */
package io.jtp.capture;
