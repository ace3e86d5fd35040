package io.jtp.samples.objects;

import io.jtp.samples.Here;
import java.lang.invoke.MethodType;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Tables of every kind whose keys' hash codes are, or are made of, identity hashes: of objects of the program's own and of the JDK's, such as
 * classes and enum constants. In the middle of an iteration the order must go on as it was, and each hash code stay.
 */
public final class IdentityKeys {
    private IdentityKeys() {}

    private static final class Plain {}

    enum Suit {
        CLUBS,
        HEARTS {
            @Override
            boolean red() {
                return true;
            }
        },
        SPADES;

        boolean red() {
            return false;
        }
    }

    record OfEnums(Suit suit, TimeUnit unit) {}

    record OfClass(Class<?> type, String name) {}

    /** Remembers what its hash code was, as the keys of many libraries do. */
    private static final class Typed {
        private final Object[] parts;
        private final int hash;

        Typed(Object... parts) {
            this.parts = parts;
            hash = Objects.hash(parts);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Typed typed && typed.hash == hash && Arrays.equals(typed.parts, parts);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private static List<Object> keys() {
        List<Object> keys = new ArrayList<>(List.of(
                new Plain(),
                new int[1],
                "string",
                Plain.class,
                String.class,
                int.class,
                int[].class,
                Runnable.class,
                RuntimeException.class,
                IllegalStateException.class,
                Iterator.class,
                LinkedList.class,
                Suit.class,
                TimeUnit.SECONDS,
                DayOfWeek.FRIDAY,
                Thread.State.WAITING,
                MethodType.methodType(String.class, int.class, List.class)));
        keys.addAll(EnumSet.allOf(Suit.class));
        keys.addAll(derived());
        return keys;
    }

    /** Each time others that are equal. */
    private static List<Object> derived() {
        return List.of(
                new OfEnums(Suit.HEARTS, TimeUnit.DAYS),
                new OfClass(String.class, "name"),
                new OfClass(IllegalStateException.class, "name"),
                new Typed(Integer.class, "typed", DayOfWeek.MONDAY),
                new Typed(Optional.class, Suit.CLUBS),
                Optional.of(TimeUnit.HOURS),
                Optional.of(Long.class),
                List.of(Suit.SPADES, DayOfWeek.SUNDAY),
                List.of(Object.class, String.class),
                Arrays.asList(Comparable.class, long.class),
                Set.of(Suit.HEARTS, Thread.State.NEW),
                Set.of(Number.class, Character.class, Map.class),
                Map.of(Suit.CLUBS, Byte.class),
                Map.entry(Short.class, DayOfWeek.TUESDAY));
    }

    private static Map<Object, Object> filled(Map<Object, Object> map, List<Object> keys) {
        for (Object key : keys) {
            map.put(key, List.of(key));
        }
        return map;
    }

    private static <E extends Enum<E>> String of(Map<E, Integer> map, Class<E> type) {
        StringBuilder text = new StringBuilder();
        for (E constant : type.getEnumConstants()) {
            map.put(constant, constant.ordinal());
        }
        for (Map.Entry<E, Integer> entry : map.entrySet()) {
            if (entry.getValue() == 1) {
                Here.now();
            }
            text.append(entry);
        }
        return text.toString();
    }

    /** Goes half way, is moved, goes the other half, and looks everything up. */
    private static String walk(Collection<Object> table, List<Object> keys) {
        List<Object> before = new ArrayList<>(table);
        List<Object> order = new ArrayList<>();
        for (Object key : table) {
            order.add(key);
            if (order.size() == keys.size() / 2) {
                Here.now();
            }
        }
        boolean same = order.size() == before.size();
        for (int i = 0; same && i < order.size(); i++) {
            same = order.get(i) == before.get(i);
        }
        long lost = keys.stream().filter(key -> !table.contains(key)).count();
        return order.size() + (same ? " in the same order, " : " in another order, ") + lost + " lost";
    }

    private static void print(String name, Supplier<String> text) {
        System.out.println(name + ": " + text.get());
    }

    public static void main(String[] args) {
        Here.begin();
        List<Object> keys = keys();
        int[] hashes = keys.stream().mapToInt(Object::hashCode).toArray();
        Map<Object, Object> hashed = filled(new HashMap<>(), keys);
        Map<Object, Object> concurrent = filled(new ConcurrentHashMap<>(), keys);
        Map<Object, Object> weak = filled(new WeakHashMap<>(), keys);
        // each JVM has its own of these, and may have asked for their hash codes: what holds them is put in order
        List<Object> fixtures =
                List.of(Thread.currentThread(), ClassLoader.getSystemClassLoader(), Object.class.getModule());
        Map<Object, Object> ofFixtures = filled(new HashMap<>(), fixtures);
        ThreadLocal<Map<Object, Object>> local = ThreadLocal.withInitial(() -> filled(new HashMap<>(4, 8), keys));
        local.get();
        print("HashMap", () -> walk(hashed.keySet(), keys));
        print("LinkedHashMap", () -> walk(filled(new LinkedHashMap<>(), keys).keySet(), keys));
        print("ConcurrentHashMap", () -> walk(concurrent.keySet(), keys));
        print(
                "IdentityHashMap",
                () -> walk(filled(new IdentityHashMap<>(), keys).keySet(), keys));
        print("WeakHashMap", () -> walk(weak.keySet(), keys));
        print("Hashtable", () -> walk(filled(new Hashtable<>(), keys).keySet(), keys));
        print("Map.copyOf", () -> walk(Map.copyOf(hashed).keySet(), keys));
        print("HashSet", () -> walk(new HashSet<>(keys), keys));
        print("LinkedHashSet", () -> walk(new LinkedHashSet<>(keys), keys));
        print("Set.copyOf", () -> walk(Set.copyOf(keys), keys));
        print("newKeySet", () -> {
            Set<Object> set = ConcurrentHashMap.newKeySet();
            set.addAll(keys);
            return walk(set, keys);
        });
        print("CopyOnWriteArraySet", () -> walk(new CopyOnWriteArraySet<>(keys), keys));
        print("synchronizedSet", () -> walk(Collections.synchronizedSet(new HashSet<>(keys)), keys));
        print("EnumMap", () -> of(new EnumMap<>(Suit.class), Suit.class));
        print("LinkedHashMap of enums", () -> of(new LinkedHashMap<>(), TimeUnit.class));
        print("ThreadLocal", () -> walk(local.get().keySet(), keys));
        AtomicInteger found = new AtomicInteger();
        hashed.forEach((key, value) -> {
            if (found.incrementAndGet() == 10) {
                Here.now();
            }
            found.addAndGet(concurrent.get(key) == null || !local.get().containsKey(key) ? 1000 : 0);
        });
        System.out.println(found);
        long known = derived().stream()
                .filter(key ->
                        hashed.containsKey(key) && concurrent.containsKey(key) && Here.now(weak.containsKey(key)))
                .count();
        System.out.println(known + " made again and found, "
                + ofFixtures.keySet().containsAll(fixtures) + ofFixtures.containsKey(Thread.currentThread()));
        System.out.println(concurrent.computeIfAbsent(new OfClass(Void.class, "new"), key -> Here.now(key) != null)
                + " " + concurrent.get(new OfClass(Void.class, "new")));
        System.out.println(
                Arrays.equals(hashes, keys.stream().mapToInt(Object::hashCode).toArray())
                        + (Suit.HEARTS.red() ? " the hash codes of before" : ""));
    }
}
