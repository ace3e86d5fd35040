package io.jtp.resume;

import java.util.LinkedHashMap;
import java.util.Map;

/** How long the phases of a restore took, as it is told to the tool: {@code fill.us}, microseconds. */
final class Stopwatch {

    private final Map<String, String> report = new LinkedHashMap<>();
    private long last = System.nanoTime();

    /** Ends a phase; the next one begins. */
    void lap(String phase) {
        long now = System.nanoTime();
        put(phase + ".us", (now - last) / 1000);
        last = now;
    }

    void put(String key, long value) {
        report.put(key, Long.toString(value));
    }

    void addAll(Stopwatch other) {
        report.putAll(other.report);
    }

    Map<String, String> report() {
        return report;
    }
}
