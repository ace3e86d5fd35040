package io.jtp.cli;

/** Where a moved program finds the files that it has open. */
public enum FilesChoice {
    /** Where they are: the destination is the same machine or shares the file system. */
    SHARED,
    /** In copies that are sent there; what it writes to them is brought back when it ends. */
    SHIP
}
