package io.jtp.samples.harness;

import java.util.List;

/**
 * One of several moves in one run of a sample. The sample waits for a line before each; that is typed when the tool waits for the program.
 *
 * @param after the marked moment at which the sample waits, 0 for its beginning
 * @param place where it is moved then, as for {@code --at}; empty for at once, which is in the middle of reading the line
 */
public record Hop(int after, String place, Route route) {

    /** The place right after the line was read. */
    public static final String MOMENT = "io.jtp.samples.Here.moment";

    List<String> attachOptions() {
        return place.isEmpty() ? List.of() : List.of("--at", place);
    }

    @Override
    public String toString() {
        return after
                + (place.isEmpty() ? " reading" : place.replace(MOMENT, ""))
                + (route == Route.SSH ? " by SSH" : "");
    }
}
