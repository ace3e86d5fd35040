package io.jtp.samples.harness;

import java.util.List;

/**
 * What came of a run with several moves.
 *
 * @param why for all but {@link Verdict#EQUAL}: in a word what happened
 * @param moved how many of the hops were made
 * @param transcript all that is known: the command, the outputs of all processes, exit codes
 */
public record HopsResult(
        Sample sample, List<Hop> hops, Jdk jdk, Verdict verdict, String why, int moved, String transcript) {

    /** {@return one line: what was tried and what came of it} */
    public String line() {
        return String.format(
                "%-11s %s, %s, %d of %d hops %s%s",
                verdict, sample, jdk, moved, hops.size(), hops, why.isEmpty() ? "" : ": " + why);
    }
}
