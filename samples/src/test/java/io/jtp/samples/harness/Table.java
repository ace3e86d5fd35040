package io.jtp.samples.harness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What came of many moves, for people. */
public final class Table {
    private final List<MoveResult> results;
    private final List<String> lines = new ArrayList<>();

    private Table(List<MoveResult> results) {
        this.results = results;
    }

    /** {@return how often which verdict, and for what reasons; in all and for each sample; then the lines of all that are not equal} */
    public static String of(List<MoveResult> results) {
        Table table = new Table(results);
        table.verdicts();
        table.samples();
        table.others();
        return String.join("\n", table.lines);
    }

    private void verdicts() {
        lines.add(results.size() + " moves");
        for (Verdict verdict : Verdict.values()) {
            List<MoveResult> those = with(result -> result.verdict() == verdict);
            row(verdict.toString(), those.size(), 0);
            if (verdict == Verdict.EQUAL) {
                row("exactly where it was to be", with(Table::isExact).size(), 1);
                row("later", those.size() - with(Table::isExact).size(), 1);
                reasons(those.stream().flatMap(result -> result.passed().stream()), 2);
            } else if (verdict != Verdict.WRONG) {
                reasons(those.stream().map(MoveResult::reason), 1);
            }
        }
    }

    private static boolean isExact(MoveResult result) {
        return result.verdict() == Verdict.EQUAL && result.passed().isEmpty();
    }

    private List<MoveResult> with(Predicate<MoveResult> condition) {
        return results.stream().filter(condition).toList();
    }

    /** The most frequent first. */
    private void reasons(Stream<String> all, int indent) {
        all.collect(Collectors.groupingBy(Function.identity(), Collectors.counting())).entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(reason -> row(reason.getKey(), reason.getValue(), indent));
    }

    private void row(String what, long count, int indent) {
        lines.add(String.format("%6d  %s%s", count, "  ".repeat(indent), what));
    }

    private void samples() {
        Map<String, Map<Verdict, Integer>> bySample = new TreeMap<>();
        for (MoveResult result : results) {
            bySample.computeIfAbsent(result.move().sample().name(), name -> new EnumMap<>(Verdict.class))
                    .merge(result.verdict(), 1, Integer::sum);
        }
        lines.add(String.format("%-32s%s", "", heading()));
        bySample.forEach((name, counts) -> lines.add(String.format(
                "%-32s%s",
                name,
                Stream.of(Verdict.values())
                        .map(verdict -> String.format("%13d", counts.getOrDefault(verdict, 0)))
                        .collect(Collectors.joining()))));
    }

    private static String heading() {
        return Stream.of(Verdict.values())
                .map(verdict -> String.format("%13s", verdict))
                .collect(Collectors.joining());
    }

    private void others() {
        with(result -> result.verdict() != Verdict.EQUAL).forEach(result -> lines.add(result.line()));
    }
}
