package io.jtp.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One thing that {@code jtp doctor} has looked at.
 *
 * @param subject what it belongs to
 * @param topic a word or two
 * @param text what was found
 * @param remedy what to do, or empty if it is good
 */
record Finding(Subject subject, Level level, String topic, String text, String remedy) {

    /** What is looked at, in this order. */
    enum Subject {
        MACHINE("this machine"),
        PROGRAM("the program"),
        DESTINATION("the destination");

        private final String phrase;

        Subject(String phrase) {
            this.phrase = phrase;
        }

        String phrase() {
            return phrase;
        }
    }

    /** What it means for a move. */
    enum Level {
        GOOD,
        /** It can be moved, but not everything is as it might be, or not every program can. */
        WARNING,
        /** It cannot be moved. */
        OBSTACLE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding good(Subject subject, String topic, String text) {
        return new Finding(subject, Level.GOOD, topic, text, "");
    }

    static Finding warning(Subject subject, String topic, String text, String remedy) {
        return new Finding(subject, Level.WARNING, topic, text, remedy);
    }

    static Finding obstacle(Subject subject, String topic, String text, String remedy) {
        return new Finding(subject, Level.OBSTACLE, topic, text, remedy);
    }

    /** {@return for JSON} */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("subject", subject.name().toLowerCase(Locale.ROOT));
        fields.put("level", level.word());
        fields.put("topic", topic);
        fields.put("text", text);
        fields.put("remedy", remedy);
        return fields;
    }
}
