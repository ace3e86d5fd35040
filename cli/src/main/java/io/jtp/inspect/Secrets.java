package io.jtp.inspect;

import io.jtp.snapshot.FieldValue;
import io.jtp.snapshot.HeapBlock;
import io.jtp.snapshot.Program;
import io.jtp.snapshot.Value;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Texts of the program that are likely to be secret: strings and arrays of chars or bytes that a field, variable or key of a map with the name
 * of a secret leads to, private keys, texts like {@code password=...}, and whatever else has the same text as one of these.
 */
final class Secrets {

    /** How many arrays and collections there may be between the name and the text. */
    private static final int DEEPEST = 6;

    /** Elements of one array that are looked at. */
    private static final int WIDEST = 1000;

    /** A shorter text is not looked for elsewhere. */
    private static final int SHORTEST = 4;

    /** Classes of maps that have each value behind its key in an array. */
    private static final Set<String> TABLES =
            Set.of("java/util/ImmutableCollections$MapN", "java/util/IdentityHashMap");

    private final HeapGraph heap;
    private final Texts texts;
    private final BitSet secret = new BitSet();
    /** By text object: by what name it was found. */
    private final Map<Integer, String> reasons = new LinkedHashMap<>();

    private final Set<String> known = new HashSet<>();

    Secrets(HeapGraph heap, Texts texts, Program program, List<ThreadView> threads) {
        this.heap = heap;
        this.texts = texts;
        for (ThreadView thread : threads) {
            thread.frames().forEach(frame -> frame.locals().forEach(local -> byName(local.name(), local.object())));
        }
        for (FieldValue field : program.statics()) {
            if (field.value() instanceof Value.Reference reference) {
                byName(field.name(), reference.object());
            }
        }
        for (HeapBlock block : heap.blocks()) {
            if (block instanceof HeapBlock.Instances instances) {
                instances(instances);
            } else if (block instanceof HeapBlock.ReferenceArrays arrays) {
                options(arrays);
            }
        }
        contents();
        if (!known.isEmpty()) {
            sameText();
        }
    }

    /** {@return whether the text of this object is not to be shown} */
    boolean isSecret(int object) {
        return secret.get(object);
    }

    /** {@return by object, what gave it away} Without copies of the same text. */
    Map<Integer, String> reasons() {
        return reasons;
    }

    private void byName(String name, int object) {
        if (object != 0 && SecretNames.matches(name)) {
            mark(object, name, 0);
        }
    }

    private void instances(HeapBlock.Instances block) {
        List<InstanceLayout.Slot> slots = heap.layout(block.type()).slots();
        boolean isKeySpec = heap.classes().get(block.type()).name().equals("javax/crypto/spec/SecretKeySpec");
        List<String> telling = slots.stream()
                .filter(InstanceLayout.Slot::isReference)
                .map(InstanceLayout.Slot::name)
                .filter(name -> SecretNames.matches(name) || isKeySpec && name.equals("key"))
                .distinct()
                .toList();
        String key = name(slots, "key", "k0");
        String value = name(slots, "value", "val", "v0");
        if (TABLES.contains(heap.classes().get(block.type()).name())) {
            for (int object = block.first(); object < block.first() + block.count(); object++) {
                pairs(heap.reference(object, "table"), false);
            }
        }
        boolean isEntry = !key.isEmpty() && !value.isEmpty();
        if (telling.isEmpty() && !isEntry) {
            return;
        }
        for (int object = block.first(); object < block.first() + block.count(); object++) {
            for (String name : telling) {
                mark(heap.reference(object, name), name, 0);
            }
            String text = isEntry ? keyText(heap.reference(object, key)) : null;
            if (text != null && SecretNames.matches(text)) {
                mark(heap.reference(object, value), "key " + text, 0);
            }
        }
    }

    /** Arguments such as {@code --password}, and what comes behind them. */
    private void options(HeapBlock.ReferenceArrays block) {
        if (heap.classes().get(block.type()).name().equals("[Ljava/lang/String;")) {
            for (int object = block.first(); object < block.first() + block.count(); object++) {
                pairs(object, true);
            }
        }
    }

    /** @param optionsOnly whether a key has to look like an option */
    private void pairs(int array, boolean optionsOnly) {
        int length = array == 0 || !heap.isReferenceArray(array) ? 0 : heap.length(array);
        for (int i = 0; i + 1 < length; i++) {
            String key = keyText(heap.element(array, i));
            if (key != null && (!optionsOnly || key.startsWith("-")) && SecretNames.matches(key)) {
                mark(heap.element(array, i + 1), (optionsOnly ? "behind " : "key ") + key, 0);
            }
        }
    }

    private static String name(List<InstanceLayout.Slot> slots, String... names) {
        for (String name : names) {
            if (slots.stream().anyMatch(slot -> slot.name().equals(name) && slot.isReference())) {
                return name;
            }
        }
        return "";
    }

    /** {@return the text of a key} Those of the environment are objects around a string. */
    private String keyText(int key) {
        String text = texts.string(key);
        return text == null && key != 0 ? texts.string(heap.reference(key, "str")) : text;
    }

    /** Marks a text, or those in an array, collection or object around texts. */
    private void mark(int object, String reason, int depth) {
        if (object == 0) {
            return;
        }
        String text = texts.text(object);
        if (text != null) {
            if (!text.isEmpty()) {
                mark(object, text, reason);
            }
        } else if (depth < DEEPEST && heap.type(object) != HeapGraph.NO_TYPE) {
            boolean goesOn = heap.isReferenceArray(object)
                    || heap.classes().get(heap.type(object)).name().startsWith("java/util/");
            int[] left = {WIDEST};
            heap.references(object, target -> {
                if (target != 0 && left[0]-- > 0 && (goesOn || texts.text(target) != null)) {
                    mark(target, reason, depth + 1);
                }
            });
        }
    }

    private void mark(int object, String text, String reason) {
        reasons.putIfAbsent(object, reason);
        hide(object);
        if (text.length() >= SHORTEST) {
            known.add(text);
        }
    }

    /** A string's characters are as secret as the string. */
    private void hide(int object) {
        secret.set(object);
        if (heap.type(object) != HeapGraph.NO_TYPE) {
            int array = heap.reference(object, "value");
            if (array != 0) {
                secret.set(array);
            }
        }
    }

    private void contents() {
        for (int object = 1; object <= heap.objects(); object++) {
            String text = secret.get(object) ? null : texts.string(object);
            if (text != null && SecretNames.isIn(text)) {
                mark(object, text, SecretNames.isPrivateKey(text) ? "a private key" : "a text with a secret in it");
            }
        }
        for (int object = 1; object <= heap.objects(); object++) {
            String text = secret.get(object) ? null : texts.text(object);
            if (text != null && SecretNames.isPrivateKey(text)) {
                mark(object, text, "a private key");
            }
        }
    }

    private void sameText() {
        for (int object = 1; object <= heap.objects(); object++) {
            String text = secret.get(object) ? null : texts.text(object);
            if (text != null && known.contains(text)) {
                hide(object);
            }
        }
    }
}
