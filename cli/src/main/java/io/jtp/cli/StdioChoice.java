package io.jtp.cli;

/** Where a moved program's standard input, output and error are. */
public enum StdioChoice {
    /** Those of the process it came from, which stays for that, frozen, and ends with the program's exit code. */
    SOURCE,
    /** Those of jtp; the process it came from ends at once. */
    HERE,
    /** Files at the destination, where it goes on without jtp; the process it came from ends at once. */
    DETACHED
}
