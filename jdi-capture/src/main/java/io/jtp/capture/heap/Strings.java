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

    private final ObjectTable table;
    private final Set<String> literals;
    private final boolean compact;
    private final CapturedType string;
    private final CapturedType bytes;
    private final Map<String, List<Integer>> candidates = new LinkedHashMap<>();
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
            candidates.computeIfAbsent(text, t -> new ArrayList<>(1)).add(object);
        } else {
            store(object, text);
        }
    }

    /** {@return the indices of the strings that may stand for a literal} */
    int[] candidates() {
        return candidates.values().stream()
                .flatMap(List::stream)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * Ends the holding back: those that are literals are named, the others copied.
     *
     * @param known indices of the strings that are the literal, or null if nobody could tell: then a string with a literal's
     *     contents is taken for it if there is no other
     * @return index of each string to be named, and its contents
     */
    Map<Integer, String> settle(Set<Integer> known) {
        candidates.forEach((text, same) -> {
            for (int candidate : same) {
                boolean literal = known == null ? same.size() == 1 : known.contains(candidate);
                if (literal) {
                    interned.put(candidate, text);
                } else {
                    store(candidate, text);
                }
            }
        });
        candidates.clear();
        return interned;
    }

    private void store(int object, String text) {
        boolean latin = compact && isLatin(text);
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

    private static boolean isLatin(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x100) {
                return false;
            }
        }
        return true;
    }

    /** In the byte order of x86-64 and AArch64, lone surrogates kept. */
    private static byte[] utf16(String text) {
        ByteBuffer buffer = ByteBuffer.allocate(2 * text.length()).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asCharBuffer().put(text);
        return buffer.array();
    }
}
