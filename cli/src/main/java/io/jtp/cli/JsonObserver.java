package io.jtp.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints one JSON object when the program has gone on at the destination. */
final class JsonObserver implements TeleportObserver {
    private final PrintWriter json;
    private final PrintWriter err;
    private final String outcome;

    /** @param outcome what to say once the program goes on there */
    JsonObserver(PrintWriter json, PrintWriter err, String outcome) {
        this.json = json;
        this.err = err;
        this.outcome = outcome;
    }

    @Override
    public void entered(Phase phase, String detail) {
        // one object, at the end
    }

    @Override
    public void moved(Report report) {
        print(json, outcome, report.fields());
    }

    @Override
    public void debuggerAwaited(int port, String place) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("debugger", "127.0.0.1:" + port);
        fields.put("place", place);
        print(json, "debugger-awaited", fields);
    }

    @Override
    public void resumed(Report report) {
        moved(report);
    }

    @Override
    public void forked(Report report, List<String> copies, boolean ended) {
        Map<String, Object> fields = new LinkedHashMap<>(report.fields());
        fields.remove("destination");
        fields.remove("destinationPid");
        fields.put("copies", copies);
        fields.put("ended", ended);
        print(json, outcome, fields);
    }

    @Override
    public void note(String text) {
        err.println("jtp: " + text);
        err.flush();
    }

    static void print(PrintWriter json, String outcome, Map<String, Object> about) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("outcome", outcome);
        fields.putAll(about);
        Json.print(json, fields);
    }
}
