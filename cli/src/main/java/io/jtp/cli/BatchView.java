package io.jtp.cli;

import io.jtp.cli.batch.BatchObserver;
import io.jtp.cli.batch.Event;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Shows what happens in a batch. */
interface BatchView extends BatchObserver {

    /** One JSON object a line, for programs. */
    static BatchView lines(PrintWriter out) {
        return event -> Json.print(out, event.object());
    }

    /** For people at a terminal. */
    static BatchView table(PrintWriter out) {
        return new Table(out);
    }

    /** {@return whether standard output is a terminal} */
    static boolean isTerminal() throws IOException, InterruptedException {
        // the console of JDK 22 and later is there without one, too
        return new ProcessBuilder("/bin/sh", "-c", "test -t 1")
                        .inheritIO()
                        .start()
                        .waitFor()
                == 0;
    }

    /** What is over is a line that stays; what is under way is in lines below that are written again and again. */
    final class Table implements BatchView {
        private static final String FORMAT = "%-22s %-34.34s %-24.24s %s";

        /** To the beginning of the line above, and that is emptied. */
        private static final String ERASE_LINE_ABOVE = "\033[A\033[2K";

        private final PrintWriter out;
        private final Map<Integer, String> targets = new LinkedHashMap<>();
        private final Map<Integer, String> mains = new LinkedHashMap<>();
        private final Map<Integer, String> places = new LinkedHashMap<>();
        private final Map<Integer, Event> underWay = new TreeMap<>();
        private int shown;

        Table(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void hadHappened(Event event) {
            remember(event);
        }

        private void remember(Event event) {
            switch (event.kind()) {
                case PLANNED -> {
                    targets.put(event.item(), event.text("target"));
                    mains.put(event.item(), event.text("main"));
                }
                case STARTED -> {
                    underWay.put(event.item(), event);
                    places.put(event.item(), event.text("to"));
                }
                case MOVED, REFUSED, FAILED, UNCERTAIN, GONE -> underWay.remove(event.item());
                case PLAN, BEGUN, RESUMED, ENDED, HOOK, DONE -> {}
            }
        }

        @Override
        public synchronized void happened(Event event) {
            remember(event);
            for (; shown > 0; shown--) {
                out.print(ERASE_LINE_ABOVE);
            }
            switch (event.kind()) {
                case PLAN, PLANNED, STARTED, HOOK -> {}
                case BEGUN, RESUMED -> {
                    out.printf("%s programs%n", event.text("items"));
                    out.printf(FORMAT + "%n", "PROGRAM", "MAIN", "TO", "");
                }
                case MOVED ->
                    line(
                            event,
                            "moved: process " + event.text("destinationPid") + ", down " + event.text("downtimeMs")
                                    + " ms" + detached(event));
                case ENDED -> line(event, "ended with exit code " + event.text("exitCode"));
                case REFUSED -> line(event, "refused: " + event.text("reason") + again(event));
                case FAILED -> line(event, "failed: " + event.text("reason") + again(event));
                case UNCERTAIN -> line(event, "its fate is not certain: " + event.text("reason"));
                case GONE -> line(event, "has ended by itself");
                case DONE -> out.println(sum(event));
            }
            for (Map.Entry<Integer, Event> each : underWay.entrySet()) {
                line(
                        each.getValue(),
                        "is being moved, since "
                                + java.time.Duration.between(each.getValue().time(), Instant.now())
                                        .toSeconds() + " s");
                shown++;
            }
            out.flush();
        }

        private void line(Event event, String what) {
            out.printf(
                    FORMAT + "%n",
                    targets.getOrDefault(event.item(), ""),
                    mains.getOrDefault(event.item(), ""),
                    places.getOrDefault(event.item(), ""),
                    what.replace("\n", " "));
        }

        private static String detached(Event event) {
            return event.text("detached").isEmpty() ? "" : ", detached as " + event.text("detached");
        }

        private static String again(Event event) {
            return event.text("last").equals("false") ? "; it will be tried again" : "";
        }
    }

    /** {@return for example {@code 20 programs: 18 moved, 2 refused}} */
    static String sum(Event done) {
        StringJoiner parts = new StringJoiner(", ", done.text("items") + " programs: ", "");
        for (String each : new String[] {"moved", "refused", "failed", "uncertain", "gone", "left"}) {
            if (each.equals("moved") || !done.text(each).equals("0")) {
                parts.add(done.text(each) + " " + each);
            }
        }
        return parts.toString();
    }
}
