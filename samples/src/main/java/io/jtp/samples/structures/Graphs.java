package io.jtp.samples.structures;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Graphs: shortest ways with a heap of our own, an order of tasks, cycles, components, in objects that refer to each other round about. */
public final class Graphs {
    private final Map<String, Vertex> vertices = new LinkedHashMap<>();

    /** Neither equals nor hashCode: tables know it by its identity. */
    private static final class Vertex {
        private final String name;
        private final Map<Vertex, Integer> edges = new LinkedHashMap<>();
        private Vertex from;
        private int distance = Integer.MAX_VALUE;

        Vertex(String name) {
            this.name = name;
        }
    }

    /** The smallest first. */
    private static final class Heap {
        private Vertex[] items = new Vertex[2];
        private int size;

        void push(Vertex vertex) {
            if (size == items.length) {
                items = Arrays.copyOf(items, 2 * size);
            }
            int at = size++;
            while (at > 0 && items[(at - 1) / 2].distance > vertex.distance) {
                items[at] = items[at = (at - 1) / 2];
            }
            items[at] = vertex;
        }

        Vertex pop() {
            Vertex top = items[0];
            Vertex last = items[--size];
            int at = 0;
            for (int child = 1; child < size; child = 2 * at + 1) {
                child += child + 1 < size && items[child + 1].distance < items[child].distance ? 1 : 0;
                if (items[child].distance >= last.distance) {
                    break;
                }
                items[at] = items[at = child];
            }
            items[at] = last;
            return top;
        }
    }

    Vertex vertex(String name) {
        return vertices.computeIfAbsent(name, Vertex::new);
    }

    Graphs edge(String from, String to, int length) {
        vertex(from).edges.put(vertex(to), length);
        return this;
    }

    String way(String from, String to) {
        vertices.values().forEach(vertex -> vertex.distance = Integer.MAX_VALUE);
        Heap heap = new Heap();
        Set<Vertex> done = new HashSet<>();
        vertex(from).distance = 0;
        vertex(from).from = null;
        heap.push(vertex(from));
        while (heap.size > 0) {
            Vertex at = heap.pop();
            if (done.add(at)) {
                for (Map.Entry<Vertex, Integer> edge : at.edges.entrySet()) {
                    int distance = at.distance + edge.getValue();
                    if (distance < edge.getKey().distance) {
                        edge.getKey().distance = distance;
                        edge.getKey().from = at;
                        heap.push(edge.getKey());
                    }
                }
                if (done.size() == 5) {
                    Here.now();
                }
            }
        }
        String way = "";
        for (Vertex at = vertex(to); at != null; at = at.from) {
            way = at.name + way;
        }
        return way + vertex(to).distance;
    }

    /** {@return the vertices, each behind all that it leads to; or a cycle} */
    List<String> order() {
        List<String> order = new ArrayList<>();
        Map<Vertex, Boolean> state = new HashMap<>();
        for (Vertex vertex : vertices.values()) {
            if (!visit(vertex, state, order)) {
                order.add(0, "cycle");
                return order;
            }
        }
        return order;
    }

    private boolean visit(Vertex vertex, Map<Vertex, Boolean> state, List<String> order) {
        Boolean known = state.putIfAbsent(vertex, false);
        if (known != null) {
            return known;
        }
        for (Vertex next : vertex.edges.keySet()) {
            if (!visit(next, state, order)) {
                return false;
            }
        }
        if (order.size() % 4 == 2) {
            Here.now();
        }
        state.put(vertex, true);
        return order.add(vertex.name);
    }

    public static void main(String[] args) {
        Here.begin();
        Graphs graph = new Graphs();
        for (int i = 0; i < 26; i++) {
            for (int step = 1; step < 4; step++) {
                if (i + step * step < 26) {
                    graph.edge("" + (char) ('a' + i), "" + (char) ('a' + i + step * step), 7 * (i + step) % 11 + step);
                }
            }
        }
        System.out.println(graph.way("a", "z") + " " + graph.way("c", "m") + " " + graph.way("b", "b"));
        System.out.println(String.join("", graph.order()));
        graph.edge("y", "d", 1);
        System.out.println(String.join("", graph.order()) + " " + graph.way("y", "q"));
    }
}
