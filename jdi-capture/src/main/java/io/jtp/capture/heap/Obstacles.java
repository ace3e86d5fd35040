package io.jtp.capture.heap;

import io.jtp.snapshot.Obstacle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what cannot travel; of each kind only the first few are told one by one. */
public final class Obstacles {

    private static final int TOLD_OF_EACH_KIND = 10;

    private final Map<String, List<Obstacle>> byProblem = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    void add(String place, String problem, String remedy) {
        add(new Obstacle(place, problem, remedy));
    }

    /** Adds what passes by itself. */
    void addPassing(String place, String problem, String remedy) {
        add(new Obstacle(place, problem, remedy, Obstacle.PASSES));
    }

    public void add(Obstacle obstacle) {
        String problem = obstacle.problem();
        List<Obstacle> told = byProblem.computeIfAbsent(problem, p -> new ArrayList<>());
        if (told.size() < TOLD_OF_EACH_KIND) {
            told.add(obstacle);
        }
        counts.merge(problem, 1, Integer::sum);
    }

    boolean isEmpty() {
        return byProblem.isEmpty();
    }

    /** {@return those that are told, and of each kind how many more there are} */
    public List<Obstacle> list() {
        List<Obstacle> all = new ArrayList<>();
        byProblem.forEach((problem, told) -> {
            all.addAll(told);
            int more = counts.get(problem) - told.size();
            if (more > 0) {
                all.add(new Obstacle(
                        "and " + more + " more places", problem, told.get(0).remedy(), Obstacle.outside(told)));
            }
        });
        return all;
    }
}
