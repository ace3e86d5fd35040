package io.jtp.cli.batch;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A program that is to be moved.
 *
 * @param target as {@code jtp attach} takes it
 * @param main its main class, or jar file; empty if it is not known
 * @param process its process; empty if it was given by its address
 * @param at the place at which it is moved
 * @param patience how long it may take until it can be moved
 * @param deadline no move is begun later, from the beginning on
 */
public record Program(
        String target,
        String main,
        Optional<ProcessId> process,
        Optional<String> at,
        Duration patience,
        Optional<Duration> deadline) {

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("target", target);
        fields.put("main", main);
        process.ifPresent(id -> fields.put("process", id.toString()));
        at.ifPresent(place -> fields.put("at", place));
        fields.put("waitMs", Math.toIntExact(patience.toMillis()));
        deadline.ifPresent(limit -> fields.put("deadlineMs", Math.toIntExact(limit.toMillis())));
        return fields;
    }

    static Program of(Event planned) {
        return new Program(
                planned.text("target"),
                planned.text("main"),
                optional(planned, "process").map(ProcessId::parse),
                optional(planned, "at"),
                Duration.ofMillis(planned.number("waitMs")),
                optional(planned, "deadlineMs").map(Long::parseLong).map(Duration::ofMillis));
    }

    private static Optional<String> optional(Event event, String field) {
        return Optional.of(event.text(field)).filter(text -> !text.isEmpty());
    }

    /** {@return whether it may still be where it was} */
    boolean mayBeThere() {
        return process.map(ProcessId::isAlive).orElse(true);
    }
}
