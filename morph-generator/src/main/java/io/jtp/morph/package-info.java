/** From a snapshot and class files to morph classes: a pure function. */
package io.jtp.morph;
