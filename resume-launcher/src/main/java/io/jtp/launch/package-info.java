/** The tool's side of a destination: reaching it, sending files, the handshake, standard streams. */
package io.jtp.launch;
