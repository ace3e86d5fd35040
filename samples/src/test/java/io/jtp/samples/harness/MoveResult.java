package io.jtp.samples.harness;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What came of a {@link Move}.
 *
 * @param why for all but {@link Verdict#EQUAL}: in a word what happened
 * @param destinationPid the process that it was moved to, as the tool reports it
 * @param timing the tool's line on the downtime, or empty
 * @param standing where it stood, as the tool reports it, or empty
 * @param transcript all that is known: the command, the outputs of all processes, exit codes
 */
public record MoveResult(
        Move move,
        Verdict verdict,
        String why,
        OptionalLong destinationPid,
        String timing,
        String standing,
        String transcript) {

    private static final Pattern PROBLEM = Pattern.compile("problem: +(.*?) \\| remedy:");
    private static final String AFTER = ", after: ";

    /** {@return one line: what was tried, what came of it, where it stood, how long that took} */
    public String line() {
        return String.format("%-11s %s", verdict, move)
                + (why.isEmpty() ? "" : ": " + why)
                + (standing.isEmpty() ? "" : "; stood at " + standing)
                + (timing.isEmpty() ? "" : "; " + timing);
    }

    /** {@return what the program was let run on for until it could be moved, each kind once; empty if it was moved where it was to be} */
    public List<String> passed() {
        int at = standing.indexOf(AFTER);
        return at < 0
                ? List.of()
                : Stream.of(standing.substring(at + AFTER.length()).split("; "))
                        .map(MoveResult::withoutPlace)
                        .distinct()
                        .toList();
    }

    /** {@return why it was not moved, without what differs from place to place} */
    public String reason() {
        Matcher problem = PROBLEM.matcher(why);
        return withoutPlace(problem.find() ? problem.group(1) : why);
    }

    private static String withoutPlace(String text) {
        return text.replaceAll(" \\([^)]*\\)", "").replaceAll("\\d[\\d.]*", "N");
    }
}
