package io.jtp.capture.heap;

import io.jtp.capture.hprof.HprofException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the ways along which objects of a dump were found, from objects with JDWP ids. Ways that begin alike are gone once. */
final class Locator {

    private final ObjectTable table;
    private final IntList roots = new IntList();
    private final IntList steps = new IntList();

    /** Of each object on a way: from 1 its number among the roots, or negative its number among the steps. */
    private final int[] places;

    /** From an object to the first one that has a place. */
    private final IntList way = new IntList();

    private final IntList edges = new IntList();
    private final IntList types = new IntList();
    private final Map<TargetType, Integer> typeNumbers = new LinkedHashMap<>();
    private final LongIntMap fieldNumbers = new LongIntMap();
    private final IntList fieldTypes = new IntList();
    private final List<String> fieldNames = new ArrayList<>();

    Locator(ObjectTable table) {
        this.table = table;
        this.places = new int[table.last() + 1];
    }

    Located locate(int... objects) throws HprofException {
        for (int object : objects) {
            place(object);
        }
        long[] known = new long[roots.size()];
        for (int i = 0; i < known.length; i++) {
            known[i] = table.id(roots.get(i));
        }
        int[] parents = new int[steps.size()];
        for (int i = 0; i < parents.length; i++) {
            parents[i] = position(table.parent(steps.get(i)));
        }
        int[] positions = new int[objects.length];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = position(objects[i]);
        }
        return new Located(
                known,
                new Located.Steps(
                        parents,
                        edges.toArray(),
                        types.toArray(),
                        fieldTypes.toArray(),
                        fieldNames.toArray(String[]::new),
                        typeNumbers.keySet().stream().mapToLong(type -> type.id).toArray()),
                positions);
    }

    private int position(int object) {
        int place = places[object];
        return place > 0 ? place - 1 : roots.size() - place - 1;
    }

    /** Places an object and all those on the way to it, those first. */
    private void place(int object) throws HprofException {
        way.clear();
        for (int at = object; places[at] == 0; at = table.parent(at)) {
            if (at == 0) {
                throw new HprofException(table.path(object) + " has no beginning that JDWP knows");
            }
            way.add(at);
            if (table.id(at) > 0) {
                break;
            }
        }
        for (int i = way.size() - 1; i >= 0; i--) {
            int next = way.get(i);
            if (table.id(next) > 0) {
                roots.add(next);
                places[next] = roots.size();
            } else {
                edges.add(edge(next));
                types.add(number(table.type(next).type));
                steps.add(next);
                places[next] = -steps.size();
            }
        }
    }

    private int number(TargetType type) {
        return typeNumbers.computeIfAbsent(type, t -> typeNumbers.size());
    }

    private int edge(int object) throws HprofException {
        int edge = table.edge(object);
        if (edge >= 0) {
            return edge;
        }
        CapturedType holder = table.type(table.parent(object));
        long key = (long) (holder.type.index + 1) << Integer.SIZE | -(long) edge;
        int known = fieldNumbers.get(key);
        if (known == 0) {
            List<Layout.Slot> fitting = holder.layout.slots().stream()
                    .filter(slot -> slot.edge() == edge)
                    .toList();
            if (fitting.size() != 1) {
                throw new HprofException(table.path(object) + " does not name one field");
            }
            fieldTypes.add(number(fitting.get(0).declaring()));
            fieldNames.add(fitting.get(0).field().name());
            known = fieldNames.size();
            fieldNumbers.put(key, known);
        }
        return -known;
    }
}
