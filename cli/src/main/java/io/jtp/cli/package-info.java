/** The command line. The only package that knows all the others. */
package io.jtp.cli;
