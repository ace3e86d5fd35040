package io.jtp.cli.batch;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened: a line of the journal, and what the user is told.
 *
 * @param kind what
 * @param item number of the program that it is about, from 1 on; 0 if it is about the whole
 * @param fields what else there is to say; strings, numbers, booleans, and lists and maps of these
 */
public record Event(Kind kind, int item, Instant time, Map<String, Object> fields) {

    /** The kinds of events. For each program they come in the order of a life: planned, started, moved, ended, say. */
    public enum Kind {
        /** The first: {@code plan}, and {@code digest} of what is in it. */
        PLAN,
        /** A program is to be moved: {@code target}, {@code main}, {@code process} (pid and start time). */
        PLANNED,
        /** All of them are known now, {@code items}. */
        BEGUN,
        /** The journal goes on after it was broken off. */
        RESUMED,
        /** An attempt begins: {@code attempt}, {@code to}. Its mover may have been started, or not yet. */
        STARTED,
        /** The program goes on at its destination: what {@code jtp attach --json} says. */
        MOVED,
        /** A moved program has ended: {@code exitCode}. */
        ENDED,
        /** The program cannot be moved as it stands: {@code reason}, {@code last}: whether that is all. */
        REFUSED,
        /** A move failed, and the program is where it was: {@code reason}, {@code last}. */
        FAILED,
        /** A move failed, and what became of the program is not certain: {@code reason}. */
        UNCERTAIN,
        /** The program ended by itself before it was moved. */
        GONE,
        /** A hook has run: {@code when}, {@code exitCode}. */
        HOOK,
        /** The last: how many of each, {@code exitCode}. */
        DONE;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final String TIME = "time";
    private static final String EVENT = "event";
    private static final String ITEM = "item";

    public Event {
        fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    static Event now(Kind kind, int item, Map<String, Object> fields) {
        return new Event(kind, item, Instant.now(), fields);
    }

    /** {@return the same as one object, for JSON} */
    public Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put(TIME, time.toString());
        object.put(EVENT, kind.word());
        if (item > 0) {
            object.put(ITEM, item);
        }
        object.putAll(fields);
        return object;
    }

    /** @throws IllegalArgumentException if this is none */
    static Event of(Map<String, Object> object) {
        try {
            Map<String, Object> fields = new LinkedHashMap<>(object);
            Instant time = Instant.parse((String) fields.remove(TIME));
            Kind kind = Kind.valueOf(((String) fields.remove(EVENT)).toUpperCase(java.util.Locale.ROOT));
            int item = fields.remove(ITEM) instanceof Integer number ? number : 0;
            return new Event(kind, item, time, fields);
        } catch (ClassCastException | NullPointerException | java.time.DateTimeException e) {
            throw new IllegalArgumentException("not an event: " + object, e);
        }
    }

    /** {@return a field, or an empty text} */
    public String text(String field) {
        return Optional.ofNullable(fields.get(field)).map(Object::toString).orElse("");
    }

    int number(String field) {
        return fields.get(field) instanceof Integer number ? number : 0;
    }
}
