package io.jtp.samples.harness;

import java.util.OptionalLong;

/**
 * What came of a {@link Move}.
 *
 * @param why for all but {@link Verdict#EQUAL}: in a word what happened
 * @param destinationPid the process that it was moved to, as the tool reports it
 * @param timing the tool's line on the downtime, or empty
 * @param transcript all that is known: the command, the outputs of all processes, exit codes
 */
public record MoveResult(
        Move move, Verdict verdict, String why, OptionalLong destinationPid, String timing, String transcript) {

    /** {@return one line: what was tried, what came of it, how long it took} */
    public String line() {
        return String.format(
                "%-11s %s%s%s",
                verdict, move, why.isEmpty() ? "" : ": " + why, timing.isEmpty() ? "" : " (" + timing + ")");
    }
}
