package io.jtp.samples.harness;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a sample's objects are read when it is moved. All samples are small, so that jtp would choose the same way for each; here they take
 * turns. Which one is follows from what the move is, so that a move made again is made the same way. {@code -Djtp.samples.heap=dump} or
 * {@code jdwp} is for all; with {@code other} each is read in the way in which it is not read usually, so that both runs together are each move with each reader.
 */
enum HeapReading {
    DUMP,
    JDWP;

    private static final Pattern READ_OVER_JDWP = Pattern.compile("heap read over JDWP \\((.*)\\)");

    /** @param move in words that tell it from others */
    static HeapReading of(String move) {
        String wanted = System.getProperty("jtp.samples.heap", "");
        HeapReading turn = values()[Math.floorMod(move.hashCode(), values().length)];
        return switch (wanted) {
            case "" -> turn;
            case "other" -> turn == DUMP ? JDWP : DUMP;
            default -> valueOf(wanted.toUpperCase(Locale.ROOT));
        };
    }

    /** {@return options for {@code jtp attach}} */
    List<String> attachOptions() {
        return List.of("--heap", name().toLowerCase(Locale.ROOT));
    }

    /** {@return why a tool that was to read a dump has not done so, or nothing} */
    String problem(Tool tool) {
        Matcher overJdwp = READ_OVER_JDWP.matcher(tool.errors());
        return this == DUMP && overJdwp.find() ? overJdwp.group(1) : "";
    }
}
