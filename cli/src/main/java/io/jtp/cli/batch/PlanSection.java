package io.jtp.cli.batch;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A part of a plan: names with values. What is wrong with one is said with its line; in the end every name has to have been asked for. */
final class PlanSection {
    private final String file;
    private final Node node;
    private final Map<String, NodeTuple> rest = new LinkedHashMap<>();

    PlanSection(String file, Node node) throws PlanException {
        this.file = file;
        this.node = node;
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(file, node, "names with values are expected here, as in 'to: local'");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String name = text(tuple.getKeyNode(), "a name");
            if (rest.put(name, tuple) != null) {
                throw wrong(file, tuple.getKeyNode(), "'" + name + "' is there twice");
            }
        }
    }

    int line() {
        return line(node);
    }

    /** @throws PlanException if there is a name that nobody has asked for */
    void end(String... names) throws PlanException {
        if (!rest.isEmpty()) {
            Map.Entry<String, NodeTuple> first = rest.entrySet().iterator().next();
            throw wrong(
                    file,
                    first.getValue().getKeyNode(),
                    "'" + first.getKey() + "' is not known here; known are " + String.join(", ", names));
        }
    }

    Optional<Node> value(String name) {
        return Optional.ofNullable(rest.remove(name)).map(NodeTuple::getValueNode);
    }

    Optional<String> text(String name) throws PlanException {
        Optional<Node> value = value(name);
        return value.isEmpty() ? Optional.empty() : Optional.of(text(value.get(), "the value of '" + name + "'"));
    }

    Optional<Integer> count(String name, int least) throws PlanException {
        Optional<Node> value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        String text = text(value.get(), "the value of '" + name + "'");
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least) {
            throw wrong(
                    file, value.get(), "'" + name + "' has to be a number from " + least + " on, not '" + text + "'");
        }
        return Optional.of(Integer.parseInt(text));
    }

    /** @param parse throws IllegalArgumentException with the reason */
    Optional<Duration> time(String name, java.util.function.Function<String, Duration> parse) throws PlanException {
        Optional<Node> value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(text(value.get(), "the value of '" + name + "'")));
        } catch (IllegalArgumentException e) {
            throw wrong(file, value.get(), "'" + name + "': " + e.getMessage());
        }
    }

    <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) throws PlanException {
        Optional<Node> value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        String text = text(value.get(), "the value of '" + name + "'");
        for (E each : type.getEnumConstants()) {
            if (word(each).equals(text)) {
                return Optional.of(each);
            }
        }
        throw wrong(
                file,
                value.get(),
                "'" + name + "' is one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(PlanSection::word)
                                .collect(Collectors.joining(", "))
                        + ", not '" + text + "'");
    }

    Optional<PlanSection> section(String name) throws PlanException {
        Optional<Node> value = value(name);
        return value.isEmpty() ? Optional.empty() : Optional.of(new PlanSection(file, value.get()));
    }

    /** {@return the nodes of a list that must not be empty} */
    List<Node> list(String name) throws PlanException {
        Optional<Node> value = value(name);
        if (value.isEmpty()) {
            throw wrong(file, node, "'" + name + "' is missing");
        }
        if (!(value.get() instanceof SequenceNode list) || list.getValue().isEmpty()) {
            throw wrong(file, value.get(), "'" + name + "' has to be a list, with '- ' before each of its items");
        }
        return list.getValue();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    String text(Node value, String what) throws PlanException {
        if (value instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        throw wrong(file, value, what + " has to be one word or text");
    }

    PlanException wrong(String what) {
        return wrong(file, node, what);
    }

    static PlanException wrong(String file, Node node, String what) {
        return new PlanException(file + ", line " + line(node) + ": " + what);
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
