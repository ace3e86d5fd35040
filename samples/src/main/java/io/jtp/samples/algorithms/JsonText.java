package io.jtp.samples.algorithms;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON read into maps and lists, changed, and printed again: text blocks, escapes, recursion over data of mixed kinds. */
public final class JsonText {
    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    static Object parse(String text) {
        JsonText parser = new JsonText(text);
        Object value = parser.value();
        parser.blanks();
        if (parser.at < text.length()) {
            throw parser.wrong("the end");
        }
        return value;
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException(expected + " expected at " + at + ", not "
                + (at < text.length() ? "'" + text.charAt(at) + "'" : "the end"));
    }

    private char take() {
        blanks();
        if (at == text.length()) {
            throw wrong("more");
        }
        return text.charAt(at++);
    }

    private Object value() {
        switch (take()) {
            case '{':
                Map<String, Object> map = new LinkedHashMap<>();
                while (true) {
                    char c = take();
                    if (c == '}') {
                        return map;
                    } else if (c == '"') {
                        map.put(string(), take() == ':' ? value() : null);
                    } else if (c != ',') {
                        at--;
                        throw wrong("a name");
                    }
                    if (map.size() == 2) {
                        Here.now();
                    }
                }
            case '[':
                List<Object> list = new ArrayList<>();
                for (char c = take(); c != ']'; c = take()) {
                    if (c != ',') {
                        at--;
                    }
                    list.add(value());
                }
                return list;
            case '"':
                return string();
            default:
                int start = --at;
                while (at < text.length() && ",]} \n".indexOf(text.charAt(at)) < 0) {
                    at++;
                }
                String word = text.substring(start, at);
                return switch (word) {
                    case "true", "false" -> Boolean.valueOf(word);
                    case "null" -> null;
                    default -> {
                        try {
                            yield word.contains(".") ? (Object) Double.valueOf(word) : Long.valueOf(word);
                        } catch (NumberFormatException e) {
                            Here.now();
                            at = start;
                            throw wrong("a value");
                        }
                    }
                };
        }
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
            if (c == '\\') {
                char escaped = text.charAt(at++);
                string.append(
                        switch (escaped) {
                            case 'n' -> '\n';
                            case 'u' -> {
                                Here.now();
                                at += 4;
                                yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
                            }
                            default -> escaped;
                        });
            } else {
                string.append(c);
            }
        }
        return string.toString();
    }

    static String print(Object value, String indent) {
        if (value instanceof Map<?, ?> map) {
            StringBuilder out = new StringBuilder("{");
            String separator = "\n";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(separator)
                        .append(indent)
                        .append("  ")
                        .append(print(entry.getKey(), ""))
                        .append(": ")
                        .append(print(entry.getValue(), indent + "  "));
                separator = ",\n";
            }
            return out.append('\n').append(indent).append('}').toString();
        } else if (value instanceof List<?> list) {
            return list.stream()
                    .map(one -> print(one, indent))
                    .reduce((a, b) -> a + ", " + b)
                    .map(all -> "[" + all + "]")
                    .orElse("[]");
        } else if (value instanceof String string) {
            Here.now();
            return '"' + string.replace("\n", "\\n").replace("\"", "\\\"") + '"';
        }
        return String.valueOf(value);
    }

    public static void main(String[] args) {
        Here.begin();
        Object parsed = parse("""
                {"name": "caf\\u00e9 \\"zum Eck\\"",
                 "open": [true, false, null, [], [[1]]],
                 "menu": {"tea": 2.5, "pie": -3,\
                 "note": "two\\nlines"}, "seats": 40 }
                """);
        @SuppressWarnings("unchecked")
        Map<String, Object> map = (Map<String, Object>) parsed;
        map.put("seats", (Long) map.get("seats") + ((List<?>) map.get("open")).size());
        System.out.println(print(map, ""));
        System.out.println(parse(print(map, "  ")).equals(map));
        for (String broken : new String[] {"{\"a\": 1, b}", "[1, 2", "nul", "[1] 2"}) {
            try {
                System.out.println(parse(broken));
            } catch (IllegalArgumentException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
