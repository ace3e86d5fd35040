package io.jtp.inspect;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes {@link Answers} for people. */
public final class TextReport {

    private final PrintWriter out;

    public TextReport(PrintWriter out) {
        this.out = out;
    }

    /** Writes {@link Answers#summary}. */
    public void summary(Map<String, Object> answer) {
        origin(map(answer, "origin"));
        for (Object note : (List<?>) answer.get("notes")) {
            line("note       " + note);
        }
        for (Map<String, Object> thread : maps(answer, "threads")) {
            thread(thread);
        }
        waiting(answer);
        line("");
        heap(map(answer, "heap"));
        secrets(map(answer, "secrets"));
        out.flush();
    }

    private void origin(Map<String, Object> origin) {
        line("program    " + origin.get("mainClass") + ", process " + origin.get("pid"));
        line("taken      " + origin.get("taken"));
        line("JVM        " + origin.get("vmVersion") + ", " + origin.get("vmVendor") + ", "
                + origin.get("architecture"));
        line("options    " + words(origin, "vmArguments"));
        line("class path " + words(origin, "classPath"));
        line("directory  " + origin.get("workingDirectory"));
    }

    private static String words(Map<String, Object> all, String key) {
        String words = String.join(
                " ", ((List<?>) all.get(key)).stream().map(Object::toString).toList());
        return words.isEmpty() ? "none" : words;
    }

    private void thread(Map<String, Object> thread) {
        line("");
        line("thread \"" + thread.get("name") + "\""
                + ((int) thread.get("object") == 0 ? "" : " #" + thread.get("object")) + " " + thread.get("does")
                + ((boolean) thread.get("interrupted") ? ", interrupted" : ""));
        List<Map<String, Object>> frames = maps(thread, "frames");
        for (Map<String, Object> frame : frames) {
            line("  at " + frame.get("at"));
            values("       ", maps(frame, "locals"));
            values("       ", maps(frame, "operands"));
            for (Map<String, Object> lock : maps(frame, "locked")) {
                line("       has locked " + lock.get("text"));
            }
        }
        int left = (int) thread.get("depth") - frames.size();
        if (left > 0) {
            line("  ... and " + left + (left == 1 ? " more frame" : " more frames"));
        }
    }

    private void values(String indent, List<Map<String, Object>> values) {
        for (Map<String, Object> value : values) {
            line(indent + value.get("name") + " = " + value.get("text"));
        }
    }

    private void waiting(Map<String, Object> answer) {
        List<Map<String, Object>> waiting = maps(answer, "threads").stream()
                .filter(thread -> thread.containsKey("waitsFor"))
                .toList();
        if (!waiting.isEmpty()) {
            line("");
            line("who waits for whom");
        }
        for (Map<String, Object> thread : waiting) {
            line("  " + thread.get("name") + " -> " + thread.get("waitsFor") + ": " + thread.get("does"));
        }
        for (Object circle : (List<?>) answer.get("deadlocks")) {
            List<String> names =
                    ((List<?>) circle).stream().map(Object::toString).toList();
            line("deadlock: " + String.join(" -> ", names) + " -> " + names.get(0));
        }
    }

    /** Writes {@link Answers#heap}. */
    public void heap(Map<String, Object> answer) {
        List<Map<String, Object>> rows = maps(answer, "classes");
        line("heap       " + answer.get("objects") + " objects, about " + size((long) answer.get("bytes")));
        line(String.format(Locale.ROOT, "%12s %14s  %s", "count", "bytes", "class"));
        for (Map<String, Object> row : rows) {
            line(String.format(Locale.ROOT, "%12d %14d  %s", row.get("count"), row.get("bytes"), row.get("name")));
        }
        int left = (int) answer.get("classCount") - rows.size();
        if (left > 0) {
            line(String.format(Locale.ROOT, "%28s  and %d more", "", left));
        }
        out.flush();
    }

    private void secrets(Map<String, Object> secrets) {
        int count = (int) secrets.get("count");
        if (count == 0) {
            return;
        }
        List<Map<String, Object>> found = maps(secrets, "found");
        line("");
        line("WARNING    this snapshot holds what is likely to be secret (" + count
                + "). Whoever has the file has it:");
        for (Map<String, Object> secret : found) {
            line("  #" + secret.get("object") + " (" + secret.get("reason") + ") " + secret.get("path"));
        }
        if (count > found.size()) {
            line("  ... and " + (count - found.size()) + " more");
        }
    }

    /** Writes {@link Answers#object}. */
    public void object(Map<String, Object> answer) {
        line(answer.get("text").toString());
        line("class      " + answer.get("class"));
        line("bytes      " + answer.get("bytes"));
        line("path       " + answer.get("path"));
        if (answer.containsKey("elements")) {
            values("  ", maps(answer, "elements"));
            left((int) answer.get("length") - maps(answer, "elements").size());
        } else if (answer.containsKey("values")) {
            line("elements   " + answer.get("values"));
        } else {
            for (Map<String, Object> field : maps(answer, "fields")) {
                line("  " + field.get("declaredBy") + "." + field.get("name") + " = " + field.get("text"));
            }
        }
        List<Map<String, Object>> referrers = maps(answer, "referrers");
        line("referred to by " + answer.get("referrerCount"));
        for (Map<String, Object> referrer : referrers) {
            line("  " + referrer.get("text"));
        }
        left((int) answer.get("referrerCount") - referrers.size());
        out.flush();
    }

    private void left(int count) {
        if (count > 0) {
            line("  ... and " + count + " more");
        }
    }

    /** Writes {@link Answers#path} and {@link Answers#find}. */
    public void found(Map<String, Object> answer) {
        for (Map<String, Object> each : maps(answer, "found")) {
            line(each.get("text").toString());
            line("  " + each.get("path"));
        }
        if ((boolean) answer.get("more")) {
            line("... and perhaps more");
        }
        out.flush();
    }

    /** {@return a number of bytes for people} */
    static String size(long bytes) {
        if (bytes < 10_000) {
            return bytes + " bytes";
        }
        return bytes < 10_000_000 ? bytes / 1000 + " kB" : bytes / 1_000_000 + " MB";
    }

    private void line(String text) {
        out.println(text);
    }

    @SuppressWarnings("unchecked") // as Answers makes them
    private static List<Map<String, Object>> maps(Map<String, Object> all, String key) {
        return (List<Map<String, Object>>) all.get(key);
    }

    @SuppressWarnings("unchecked") // as Answers makes them
    private static Map<String, Object> map(Map<String, Object> all, String key) {
        return (Map<String, Object>) all.get(key);
    }
}
