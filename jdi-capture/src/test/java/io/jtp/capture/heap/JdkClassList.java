package io.jtp.capture.heap;

import io.jtp.capture.heap.JdkImage.JdkClass;
import io.jtp.capture.heap.Treatment.CanonicalName;
import io.jtp.capture.heap.Treatment.Copy;
import io.jtp.capture.heap.Treatment.CopyIf;
import io.jtp.capture.heap.Treatment.Member;
import io.jtp.capture.heap.Treatment.MethodTypeName;
import io.jtp.capture.heap.Treatment.Outside;
import io.jtp.capture.heap.Treatment.Refused;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The classes of some JDKs by policy and package, as Markdown. */
final class JdkClassList {

    static final String COMMAND =
            "./mvnw -B -pl jdi-capture -am -Dtest=JdkClassesTest -Dsurefire.failIfNoSpecifiedTests=false -Djtp.jdkClasses.write=true verify";

    static final String TITLE = "# The JDK's classes and what becomes of their objects";

    /** Packages with more classes under one policy are told by their number. */
    private static final int MOST_NAMES = 25;

    private static final String PLAIN = "looks native, and is all Java: copied field by field";

    private final SortedMap<Integer, JdkImage> jdks;

    /** Policy, module and package, class name, and the JDKs that have it. */
    private final SortedMap<String, SortedMap<String, SortedMap<String, SortedSet<Integer>>>> decided = new TreeMap<>();

    /** Module and package, and how many classes each JDK has there that are simply copied. */
    private final SortedMap<String, SortedMap<Integer, Integer>> copied = new TreeMap<>();

    JdkClassList(SortedMap<Integer, JdkImage> jdks) {
        this.jdks = jdks;
        jdks.forEach((version, jdk) -> jdk.classes().forEach(each -> add(version, each)));
    }

    private void add(int version, JdkClass each) {
        Optional<Treatment> treatment = Policies.known(each.type());
        String name = each.type().displayName();
        int dot = name.lastIndexOf('.');
        String place = each.module() + "/" + name.substring(0, Math.max(dot, 0));
        if (treatment.isEmpty()) {
            copied.computeIfAbsent(place, p -> new TreeMap<>()).merge(version, 1, Integer::sum);
        } else {
            decided.computeIfAbsent(describe(treatment.get(), each.type()), p -> new TreeMap<>())
                    .computeIfAbsent(place, p -> new TreeMap<>())
                    .computeIfAbsent(name.substring(dot + 1), n -> new TreeSet<>())
                    .add(version);
        }
    }

    private static String describe(Treatment treatment, TargetType type) {
        if (treatment instanceof Refused refused) {
            return "refused: " + kind(refused.problem(), type);
        }
        if (treatment instanceof CopyIf condition) {
            String values =
                    condition.values().stream().sorted().map(String::valueOf).collect(Collectors.joining(" or "));
            return "copied" + without(condition.leftOut()) + " if `" + condition.field() + "` is " + values
                    + ", otherwise refused: " + kind(condition.otherwise().problem(), type);
        }
        if (treatment instanceof Outside outside) {
            return "copied, and what they stand for outside the heap is made anew: `" + outside.kind() + "`";
        }
        if (treatment instanceof Member) {
            return "copied without what the JVM has resolved, if they have a name";
        }
        if (treatment instanceof MethodTypeName) {
            return "found by the classes they consist of";
        }
        if (treatment instanceof CanonicalName canonical) {
            return "found by `" + canonical.owner().replaceAll(".*/", "") + "." + canonical.factory() + "`";
        }
        if (treatment instanceof Copy copy) {
            return copy.leftOut().isEmpty() ? PLAIN : "copied" + without(copy.leftOut());
        }
        return "by a policy of their own: `" + treatment.getClass().getSimpleName() + "`";
    }

    private static String without(Set<String> fields) {
        return fields.isEmpty()
                ? ""
                : " without "
                        + fields.stream()
                                .sorted()
                                .map(field -> "`" + field + "`")
                                .collect(Collectors.joining(", "));
    }

    private static String kind(String problem, TargetType type) {
        return problem.replace(" (" + type + ")", "").replace(", a " + type, "");
    }

    static String builds(SortedMap<Integer, JdkImage> jdks) {
        return jdks.values().stream().map(JdkImage::build).collect(Collectors.joining(", "));
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(TITLE).append("\n\n");
        text.append(
                "Made from the policies by `JdkClassesTest`, and checked by it in each build; not written by hand:\n\n");
        text.append("```\n").append(COMMAND).append("\n```\n\n");
        text.append("From ").append(builds(jdks)).append(".\n\n");
        text.append(
                        "The first policy that knows a class decides; before they are asked, what is reachable from static final fields of ")
                .append(
                        "the JDK and what the main thread consists of has been found by identity. A class that no policy knows is copied field ")
                .append(
                        "by field, unless it looks as if there were native state behind it: then it is refused. In the JDKs above there is ")
                .append(
                        "none of that kind. A number in brackets says which JDK alone has a class; interfaces are left out, for ")
                .append("no object is of them.\n");
        decided.forEach((policy, places) -> {
            text.append("\n## ").append(capital(policy)).append("\n\n");
            places.forEach((place, names) -> text.append("- `")
                    .append(place)
                    .append("`: ")
                    .append(names(names))
                    .append("\n"));
        });
        text.append("\n## Copied field by field\n\nHow many classes of a package, in JDK ")
                .append(jdks.keySet().stream().map(String::valueOf).collect(Collectors.joining(" and ")))
                .append(".\n\n");
        Map<String, List<String>> byModule = copied.keySet().stream()
                .collect(Collectors.groupingBy(
                        place -> place.substring(0, place.indexOf('/')), TreeMap::new, Collectors.toList()));
        byModule.forEach((module, places) -> text.append("- `")
                .append(module)
                .append("`: ")
                .append(places.stream()
                        .sorted(Comparator.naturalOrder())
                        .map(place -> place.substring(module.length() + 1) + " " + counts(copied.get(place)))
                        .collect(Collectors.joining(", ")))
                .append("\n"));
        return text.toString();
    }

    private String names(SortedMap<String, SortedSet<Integer>> names) {
        if (names.size() > MOST_NAMES) {
            SortedMap<Integer, Integer> counts = new TreeMap<>();
            names.values().forEach(versions -> versions.forEach(version -> counts.merge(version, 1, Integer::sum)));
            return counts(counts) + " classes";
        }
        return names.entrySet().stream()
                .map(each -> each.getKey() + only(each.getValue()))
                .collect(Collectors.joining(", "));
    }

    private String only(SortedSet<Integer> versions) {
        return versions.size() == jdks.size()
                ? ""
                : versions.stream().map(String::valueOf).collect(Collectors.joining(", ", " (", ")"));
    }

    private String counts(SortedMap<Integer, Integer> counts) {
        List<Integer> each = jdks.keySet().stream()
                .map(version -> counts.getOrDefault(version, 0))
                .toList();
        return each.stream().distinct().count() == 1
                ? each.get(0).toString()
                : each.stream().map(String::valueOf).collect(Collectors.joining("/"));
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
