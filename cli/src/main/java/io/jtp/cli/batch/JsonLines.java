package io.jtp.cli.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A file with a JSON object on each line, to which lines are only ever added; each is on the disk before anybody goes on. A line that was
 * being written when its writer died has no end, and does not count. Readable for its owner only.
 */
final class JsonLines implements AutoCloseable {
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final FileChannel channel;
    private final Function<Object, String> json;

    /** @param json writes a value as one line */
    private JsonLines(FileChannel channel, Function<Object, String> json) {
        this.channel = channel;
        this.json = json;
    }

    /** Opens a file to be added to by nobody else; it is made if it is not there. */
    static JsonLines open(Path file, Function<Object, String> json) throws IOException {
        FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE), PRIVATE);
        return new JsonLines(channel, json);
    }

    /** {@return the file's channel, for a lock} */
    FileChannel channel() {
        return channel;
    }

    /** {@return what is there; the next line comes behind it, in the place of one without an end} To be called first. */
    List<Map<String, Object>> readAll() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
            // until all is there
        }
        int end = bytes.position();
        while (end > 0 && bytes.get(end - 1) != '\n') {
            end--;
        }
        channel.position(end);
        return parse(new String(bytes.array(), 0, end, StandardCharsets.US_ASCII));
    }

    /** {@return the lines of a file that another process adds to; none if it is not there} */
    static List<Map<String, Object>> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        return parse(text.substring(0, text.lastIndexOf('\n') + 1));
    }

    private static List<Map<String, Object>> parse(String text) throws IOException {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (String line : text.lines().toList()) {
            objects.add(parseLine(line));
        }
        return objects;
    }

    /** JSON is YAML. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> parseLine(String line) throws IOException {
        try {
            return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(line);
        } catch (RuntimeException e) {
            throw new IOException("not a line with an object: " + line, e);
        }
    }

    synchronized void add(Map<String, Object> object) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((ascii(json.apply(object)) + '\n').getBytes(StandardCharsets.US_ASCII));
        if (channel.size() > channel.position()) {
            channel.truncate(channel.position());
        }
        while (line.hasRemaining()) {
            channel.write(line);
        }
        channel.force(true);
    }

    /** In JSON only strings can have other characters. */
    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x7f) {
                ascii.append(c);
            } else {
                ascii.append(String.format("\\u%04x", (int) c));
            }
        }
        return ascii.toString();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
