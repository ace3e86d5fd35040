package io.jtp.samples.harness;

/**
 * What is seen of a program from outside.
 *
 * @param out all of standard output, a char for each byte
 * @param err all of standard error, the same
 * @param exitCode as whoever started it sees it
 */
public record Ending(String out, String err, int exitCode) {
    @Override
    public String toString() {
        return "--- stdout\n" + out + "\n--- stderr\n" + err + "\n--- exit code " + exitCode;
    }
}
