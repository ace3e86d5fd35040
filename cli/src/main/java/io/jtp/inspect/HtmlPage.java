package io.jtp.inspect;

import io.jtp.snapshot.NewFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One page with everything in it: stacks, a map of the heap, and the objects to walk through. It loads nothing from anywhere, and its content
 * security policy lets no other script run than its own, whatever the program's strings say.
 */
public final class HtmlPage {

    /** Objects that a browser shows without trouble. */
    private static final int ROOM = 50_000;

    private static final Pattern PLACE = Pattern.compile("%([A-Z]+)%");

    private final Inspection inspection;
    private final String title;
    private final Function<Object, String> json;
    private final int room;

    /**
     * @param title plain text
     * @param json writes maps, lists, strings and numbers
     */
    public HtmlPage(Inspection inspection, String title, Function<Object, String> json) {
        this(inspection, title, json, ROOM);
    }

    HtmlPage(Inspection inspection, String title, Function<Object, String> json, int room) {
        this.inspection = inspection;
        this.title = title;
        this.json = json;
        this.room = room;
    }

    /** Writes a file that only its owner may read. It appears whole or not at all, and takes the place of one of that name. */
    public void write(Path page) throws IOException {
        try (NewFile file = NewFile.at(page)) {
            Writer out = new BufferedWriter(new OutputStreamWriter(file.out(), StandardCharsets.UTF_8));
            write(out);
            out.flush();
            file.appear();
        }
    }

    void write(Writer out) throws IOException {
        String style = resource("page.css");
        String script = resource("page.js");
        Map<String, String> parts = Map.of(
                "TITLE",
                escaped(title),
                "POLICY",
                "default-src 'none'; style-src " + hash(style) + "; script-src " + hash(script)
                        + "; base-uri 'none'; form-action 'none'",
                "STYLE",
                style,
                "SCRIPT",
                script,
                "DATA",
                insideScript(json.apply(new PageData(inspection).get(room))));
        String template = resource("page.html");
        Matcher place = PLACE.matcher(template);
        int done = 0;
        while (place.find()) {
            out.write(template, done, place.start() - done);
            out.write(parts.get(place.group(1)));
            done = place.end();
        }
        out.write(template, done, template.length() - done);
    }

    /** {@return JSON in which no character can end the script element around it, or be lost as UTF-8} They occur in its strings only. */
    static String insideScript(String json) {
        StringBuilder out = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
