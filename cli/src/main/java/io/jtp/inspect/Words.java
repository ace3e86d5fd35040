package io.jtp.inspect;

import io.jtp.snapshot.NamedObject;
import io.jtp.snapshot.Value;
import io.jtp.snapshot.Value.DoubleValue;
import io.jtp.snapshot.Value.FloatValue;
import io.jtp.snapshot.Value.IntValue;
import io.jtp.snapshot.Value.LongValue;
import io.jtp.snapshot.Value.Reference;
import java.nio.ByteBuffer;
import java.util.StringJoiner;

/** Values in words, secrets masked. An object is told with its number, as in {@code "hello" #12} or {@code java.util.ArrayList (size 3) #5}. */
final class Words {

    private static final int LONGEST = 120;

    private final HeapGraph heap;
    private final ClassNames names;
    private final Texts texts;
    private final Secrets secrets;

    /** @param secrets whose texts are masked, or null to show everything */
    Words(HeapGraph heap, ClassNames names, Texts texts, Secrets secrets) {
        this.heap = heap;
        this.names = names;
        this.texts = texts;
        this.secrets = secrets;
    }

    String of(NamedValue value) {
        return value.value() instanceof Reference reference
                ? object(reference.object())
                : primitive(value.value(), value.descriptor());
    }

    /** {@return a value that is no reference} @param descriptor of its declared type; empty if that is not known */
    static String primitive(Value value, String descriptor) {
        if (value instanceof IntValue number) {
            return switch (descriptor) {
                case "Z" -> number.value() == 0 ? "false" : "true";
                case "C" -> "'" + escaped(Character.toString((char) number.value())) + "'";
                default -> Integer.toString(number.value());
            };
        } else if (value instanceof LongValue number) {
            return Long.toString(number.value());
        } else if (value instanceof FloatValue number) {
            return Float.toString(number.value());
        } else if (value instanceof DoubleValue number) {
            return Double.toString(number.value());
        }
        return "an object under construction";
    }

    /** {@return an object and its number} */
    String object(int object) {
        return object == 0 ? "null" : content(object, LONGEST) + " #" + object;
    }

    /** {@return whether an object's text is not shown} */
    boolean isMasked(int object) {
        return secrets != null && secrets.isSecret(object);
    }

    /** {@return an object in words, without its number} @param longest texts are cut off there */
    String content(int object, int longest) {
        if (isMasked(object)) {
            return names.ofObject(object) + " " + SecretNames.MASK;
        }
        String text = texts.string(object);
        if (text != null) {
            return quoted(text, longest);
        }
        NamedObject named = heap.type(object) == HeapGraph.NO_TYPE ? heap.named(object) : null;
        if (named != null && !(named instanceof NamedObject.ThreadMirror)) {
            return names.found(named);
        }
        int length = heap.length(object);
        if (length >= 0) {
            return names.ofObject(object).replaceFirst("\\[]", "[" + length + "]");
        }
        return names.ofObject(object) + detail(object);
    }

    /** What tells an object from others of its class at a glance: a name, a size, a value. */
    private String detail(int object) {
        if (texts.string(heap.reference(object, "name")) != null && !isMasked(heap.reference(object, "name"))) {
            return " " + quoted(texts.string(heap.reference(object, "name")), LONGEST);
        }
        for (String field : new String[] {"size", "value"}) {
            Value value = heap.field(object, field);
            if (value != null && !(value instanceof Reference)) {
                return " (" + field + " " + primitive(value, "") + ")";
            }
        }
        return "";
    }

    /** {@return the elements of an array of a primitive type, the first so many} */
    String elements(int object, int limit) {
        if (isMasked(object)) {
            return SecretNames.MASK;
        }
        String descriptor = heap.classes().get(heap.type(object)).name().substring(1);
        ByteBuffer elements = heap.primitives(object);
        int length = heap.length(object);
        if (descriptor.equals("C")) {
            return quoted(texts.text(object), limit);
        }
        StringJoiner out = new StringJoiner(", ", "{", length > limit ? ", ... " + (length - limit) + " more}" : "}");
        for (int i = 0; i < Math.min(length, limit); i++) {
            out.add(
                    switch (descriptor) {
                        case "Z" -> Boolean.toString(elements.get(i) != 0);
                        case "B" -> Byte.toString(elements.get(i));
                        case "S" -> Short.toString(elements.getShort(i * Short.BYTES));
                        case "I" -> Integer.toString(elements.getInt(i * Integer.BYTES));
                        case "J" -> Long.toString(elements.getLong(i * Long.BYTES));
                        case "F" -> Float.toString(elements.getFloat(i * Float.BYTES));
                        default -> Double.toString(elements.getDouble(i * Double.BYTES));
                    });
        }
        return out.toString();
    }

    static String quoted(String text, int longest) {
        return text.length() <= longest
                ? "\"" + escaped(text) + "\""
                : "\"" + escaped(text.substring(0, longest)) + "\"... (" + text.length() + " chars)";
    }

    /** {@return a text without what would change a terminal's state or begin a new line} */
    static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    boolean plain = c >= ' '
                            && !Character.isISOControl(c)
                            && Character.isDefined(c)
                            && Character.getType(c) != Character.FORMAT;
                    boolean paired = !Character.isSurrogate(c)
                            || Character.isHighSurrogate(c)
                                    && i + 1 < text.length()
                                    && Character.isLowSurrogate(text.charAt(i + 1))
                            || Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
                    if (plain && paired) {
                        out.append(c);
                    } else {
                        out.append(String.format("\\u%04x", (int) c));
                    }
                }
            }
        }
        return out.toString();
    }
}
