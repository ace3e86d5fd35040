package io.jtp.samples.harness;

/** The ways there are to a destination. */
public enum Route {
    /** A child process of the tool. */
    LOCAL,
    /** An SSH server on the loopback interface. */
    SSH
}
