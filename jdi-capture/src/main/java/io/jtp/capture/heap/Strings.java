package io.jtp.capture.heap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes copies of strings from their contents: a {@code String} object and its byte array. Its hash is computed again when asked for.
 *
 * <p>Strings equal to a literal of the program are held back until it is known which of them is that very literal.
 */
final class Strings {

    private record Candidate(int object, long id) {}

    private final ObjectTable table;
    private final Set<String> literals;
    private final boolean compact;
    private final CapturedType string;
    private final CapturedType bytes;
    private final Map<String, List<Candidate>> candidates = new LinkedHashMap<>();
    private final Map<Integer, String> interned = new HashMap<>();

    /** @param compact whether the target stores Latin-1 strings in one byte for each char */
    Strings(ObjectTable table, Set<String> literals, boolean compact, CapturedType string, CapturedType bytes) {
        this.table = table;
        this.literals = literals;
        this.compact = compact;
        this.string = string;
        this.bytes = bytes;
    }

    void add(int object, String text) {
        if (literals.contains(text)) {
            candidates.computeIfAbsent(text, t -> new ArrayList<>(1)).add(new Candidate(object, table.id(object)));
        } else {
            store(object, text);
        }
    }

    /** {@return the JDWP ids of the strings that may stand for a literal} */
    long[] candidates() {
        return candidates.values().stream()
                .flatMap(List::stream)
                .mapToLong(Candidate::id)
                .toArray();
    }

    /**
     * Ends the holding back: those that are literals are named, the others copied.
     *
     * @param known JDWP ids of the strings that are the literal, or null if nobody could tell: then a string with a literal's
     *     contents is taken for it if there is no other
     * @return index of each string to be named, and its contents
     */
    Map<Integer, String> settle(Set<Long> known) {
        candidates.forEach((text, same) -> {
            for (Candidate candidate : same) {
                boolean literal = known == null ? same.size() == 1 : known.contains(candidate.id());
                if (literal) {
                    interned.put(candidate.object(), text);
                } else {
                    store(candidate.object(), text);
                }
            }
        });
        candidates.clear();
        return interned;
    }

    private void store(int object, String text) {
        boolean latin = compact && text.chars().allMatch(c -> c < 0x100);
        byte[] contents = latin ? text.getBytes(StandardCharsets.ISO_8859_1) : utf16(text);
        int array = table.add(0, bytes, object, table.edge("String.value"));
        ((PrimitiveArrayStore) bytes.store).addArray(array, contents.length).put(contents);
        ByteSink row = ((InstanceStore) string.store).addRow(object);
        for (Layout.Slot slot : string.layout.slots()) {
            switch (slot.field().name()) {
                case "value" -> row.put(array, slot.size());
                case "coder" -> row.put(latin ? 0 : 1, slot.size());
                default -> row.put(0, slot.size());
            }
        }
    }

    /** In the byte order of x86-64 and AArch64, lone surrogates kept. */
    private static byte[] utf16(String text) {
        ByteBuffer buffer = ByteBuffer.allocate(2 * text.length()).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asCharBuffer().put(text);
        return buffer.array();
    }
}
