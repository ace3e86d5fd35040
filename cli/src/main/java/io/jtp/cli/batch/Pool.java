package io.jtp.cli.batch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where there is room for how many programs. Thread-safe. */
final class Pool {
    private final List<Plan.Place> places;
    private final Map<String, Integer> taken = new HashMap<>();

    Pool(List<Plan.Place> places) {
        this.places = List.copyOf(places);
    }

    /**
     * Finds room for one more program: the place that has the fewest in proportion to its weight.
     *
     * @param not another place is chosen if there is one
     * @return empty if there is no room anywhere
     */
    synchronized Optional<Plan.Place> choose(Optional<String> not) {
        Plan.Place best = null;
        for (Plan.Place place : places) {
            if (hasRoom(place) && (best == null || isBetter(place, best, not))) {
                best = place;
            }
        }
        return Optional.ofNullable(best);
    }

    private boolean hasRoom(Plan.Place place) {
        return place.room().map(room -> count(place) < room).orElse(true);
    }

    private boolean isBetter(Plan.Place place, Plan.Place best, Optional<String> not) {
        boolean avoided = not.equals(Optional.of(place.to()));
        boolean bestAvoided = not.equals(Optional.of(best.to()));
        if (avoided != bestAvoided) {
            return bestAvoided;
        }
        return (long) (count(place) + 1) * best.weight() < (long) (count(best) + 1) * place.weight();
    }

    private int count(Plan.Place place) {
        return taken.getOrDefault(place.to(), 0);
    }

    /** One more program is there, or is going there. */
    synchronized void take(String to) {
        taken.merge(to, 1, Integer::sum);
    }

    synchronized void giveBack(String to) {
        taken.merge(to, -1, Integer::sum);
    }

    /** {@return the place of this name} */
    Optional<Plan.Place> named(String to) {
        return places.stream().filter(place -> place.to().equals(to)).findFirst();
    }
}
