package io.jtp.cli;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes values as JSON (RFC 8259). */
final class Json {

    /** Goes up when something that a document says means something else, or is not there any more; not when something is added. */
    static final int SCHEMA = 1;

    private Json() {}

    /** Prints a document as jtp gives it away, on a line of its own: an object that says first which schema it keeps to. */
    static void print(PrintWriter out, Map<String, Object> fields) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", SCHEMA);
        document.putAll(fields);
        out.println(write(document));
        out.flush();
    }

    /** {@return the text} Takes maps with string keys, collections, strings, numbers, booleans and null. */
    static String write(Object value) {
        StringBuilder out = new StringBuilder();
        append(out, value);
        return out.toString();
    }

    private static void append(StringBuilder out, Object value) {
        if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(separator);
                appendString(out, (String) entry.getKey());
                out.append(": ");
                append(out, entry.getValue());
                separator = ", ";
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof Collection<?> items) {
            String separator = "[";
            for (Object item : items) {
                out.append(separator);
                append(out, item);
                separator = ", ";
            }
            out.append(items.isEmpty() ? "[]" : "]");
        } else if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            out.append(value);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            out.append(number);
        } else if (value instanceof String text) {
            appendString(out, text);
        } else {
            throw new IllegalArgumentException("no JSON for a " + value.getClass());
        }
    }

    private static void appendString(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
