package io.jtp.samples.streams;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Collectors of the JDK, put together and with functions of ours in every place; one of our own; reductions; sorting within a stream. */
public final class Collecting {
    private Collecting() {}

    record Sale(String city, String what, int count, double price) {
        @Override
        public String city() {
            return here(city);
        }

        @Override
        public int count() {
            return here(count);
        }

        double total() {
            return here(count * price);
        }
    }

    private static int calls;

    static <T> T here(T value) {
        if (++calls % 61 == 5) {
            Here.now();
        }
        return value;
    }

    static void print(Object value) {
        System.out.println(value);
    }

    static List<Sale> sales() {
        List<Sale> sales = new ArrayList<>();
        String[] cities = {"rome", "oslo", "kyiv"};
        String[] things = {"tea", "jam", "salt", "oil"};
        for (int i = 0; i < 24; i++) {
            sales.add(new Sale(cities[i % 3], things[i * 7 % 4], i % 5 + 1, i * 0.25 + 1));
        }
        return sales;
    }

    /** Runs of equal values. */
    static <T> Collector<T, List<List<T>>, List<List<T>>> runs(Function<T, ?> key) {
        return Collector.of(
                ArrayList::new,
                (lists, value) -> {
                    if (lists.isEmpty()
                            || !here(key.apply(lists.get(lists.size() - 1).get(0)))
                                    .equals(key.apply(value))) {
                        lists.add(new ArrayList<>());
                    }
                    lists.get(lists.size() - 1).add(value);
                },
                (a, b) -> {
                    throw new UnsupportedOperationException("in parallel");
                },
                lists -> {
                    Here.now();
                    return lists;
                });
    }

    public static void main(String[] args) {
        Here.begin();
        List<Sale> sales = sales();
        print(sales.stream()
                .collect(Collectors.groupingBy(Sale::city, TreeMap::new, Collectors.summingDouble(Sale::total))));
        Map<Boolean, Map<String, List<Integer>>> parts = sales.stream()
                .collect(Collectors.partitioningBy(
                        sale -> here(sale.count()) > 3,
                        Collectors.groupingBy(
                                Sale::what, TreeMap::new, Collectors.mapping(Sale::count, Collectors.toList()))));
        print(parts);
        print(sales.stream()
                .collect(Collectors.teeing(
                        Collectors.averagingDouble(Sale::price),
                        Collectors.maxBy(Comparator.comparingDouble(Sale::total)),
                        (average, best) -> average + " " + best.map(Sale::what).orElse("none"))));
        print(sales.stream()
                .sorted(Comparator.comparing((Sale sale) -> here(sale.what()))
                        .reversed()
                        .thenComparing(Sale::city)
                        .thenComparingInt(Sale::count))
                .map(sale -> sale.what().charAt(0) + sale.city().substring(0, 1) + sale.count())
                .distinct()
                .collect(Collectors.joining(",", "<", ">")));
        print(sales.stream().map(Sale::count).collect(runs(count -> count > 2)));
        print(sales.stream()
                .collect(Collectors.toMap(
                        Sale::city,
                        sale -> new StringJoiner("+").add(sale.what()),
                        (a, b) -> a.merge(b),
                        TreeMap::new)));
        print(Stream.of(3, 1, 4, 1, 5, 9, 2, 6).reduce(0, (sum, n) -> here(sum * 3 + n), Integer::sum)
                + " "
                + Arrays.stream(new String[] {"c", "a", "b"})
                        .sorted((a, b) -> here(b.compareTo(a)))
                        .reduce((a, b) -> a + here(b))
                        .get()
                + " "
                + sales.stream()
                        .collect(Collectors.collectingAndThen(
                                Collectors.filtering(sale -> here(sale.price()) > 5, Collectors.counting()),
                                n -> here(n) * 2)));
    }
}
