package io.jtp.capture;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a JVM on this machine has counted, as {@code jcmd PID PerfCounter.print} shows it, but from the file that it keeps for others to read: asking it can take for
 * ever while its program stands still. The format is that of HotSpot's {@code perfMemory.hpp} and {@code perfData.hpp}, version 2.
 *
 * @param collectors what the JVM calls its garbage collectors, and how often each has run
 */
record JvmCounters(Map<String, String> collectors) {

    private static final int MAGIC = 0xcafec0c0;
    private static final int VERSION = 2;

    /** Where the header says how many entries there are, and where the first is. */
    private static final int ENTRIES = 24;

    private static final int ENTRY_HEAD = 20;

    private static final Pattern COLLECTORS = Pattern.compile("sun\\.gc\\.collector\\.\\d+\\.(name|invocations)");

    /** Those that move objects only while all threads stand still: serial, parallel and G1, by the names that they have had since JDK 17. */
    private static final Pattern STOPS = Pattern.compile("(Copy|MSC|PS|Serial|Parallel|G1).*");

    /** @throws IOException if the JVM keeps no such file, or none about its collectors, as with {@code -XX:-UsePerfData}, or in a container, where it has another process id */
    static JvmCounters of(long pid) throws IOException {
        Path directory = AttachSocket.inFileSystemOf(pid, Path.of("/tmp"));
        try (DirectoryStream<Path> users = Files.newDirectoryStream(directory, "hsperfdata_*")) {
            for (Path user : users) {
                Path file = user.resolve(Long.toString(pid));
                if (Files.isReadable(file)) {
                    return new JvmCounters(collectors(file));
                }
            }
        }
        throw new IOException("the JVM keeps no counters in " + directory);
    }

    /** {@return whether its collectors move objects only while all threads stand still} */
    boolean stopsToCollect() {
        return collectors.entrySet().stream()
                .filter(counter -> counter.getKey().endsWith(".name"))
                .allMatch(name -> STOPS.matcher(name.getValue()).matches());
    }

    private static Map<String, String> collectors(Path file) throws IOException {
        ByteBuffer data = ByteBuffer.wrap(Files.readAllBytes(file));
        try {
            if (data.getInt() != MAGIC) {
                throw new IOException(file + " does not begin like counters of a JVM");
            }
            data.order(data.get() == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            if (data.get() != VERSION) {
                throw new IOException(file + " is of another version");
            }
            Map<String, String> found = new TreeMap<>();
            int entry = data.getInt(ENTRIES);
            for (int left = data.getInt(ENTRIES + 4); left > 0; left--) {
                String name = text(data, entry + data.getInt(entry + 4));
                if (COLLECTORS.matcher(name).matches()) {
                    found.put(name, value(data, entry));
                }
                int length = data.getInt(entry);
                if (length < ENTRY_HEAD) {
                    throw new IOException(file + " is damaged");
                }
                entry += length;
            }
            for (String wanted : List.of(".name", ".invocations")) {
                if (found.keySet().stream().noneMatch(name -> name.endsWith(wanted))) {
                    throw new IOException("the JVM does not count its collections in " + file);
                }
            }
            return found;
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IOException(file + " is damaged", e);
        }
    }

    private static String value(ByteBuffer data, int entry) throws IOException {
        int at = entry + data.getInt(entry + 16);
        char type = (char) data.get(entry + 12);
        return switch (type) {
            case 'J' -> Long.toString(data.getLong(at));
            case 'B' -> text(data, at);
            default -> throw new IOException("a counter of a JVM has the type " + type);
        };
    }

    private static String text(ByteBuffer data, int at) {
        int end = at;
        while (data.get(end) != 0) {
            end++;
        }
        return new String(data.array(), at, end - at, StandardCharsets.UTF_8);
    }
}
