package io.jtp.cli.batch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which programs are to be moved, where to, and how.
 *
 * @param targets which programs, in the order in which they are written
 * @param places where to
 * @param order in which they are moved
 * @param concurrency how many are being moved at the same time
 * @param patience how long one may take until it can be moved, if its target does not say so
 * @param deadline from the beginning; no move is begun later
 * @param streams where the programs' standard streams are afterwards
 * @param options further options of {@code jtp attach}, for all of them
 * @param untilEnded whether to stay until the programs have ended, and not only until they go on
 * @param onRefusal what to do if a program cannot be moved as it stands
 * @param onFailure what to do if a move fails and the program goes on where it was
 * @param retry how often, and how long after
 * @param hooks commands around each move
 */
public record Plan(
        List<Target> targets,
        List<Place> places,
        Order order,
        int concurrency,
        Duration patience,
        Optional<Duration> deadline,
        Streams streams,
        List<String> options,
        boolean untilEnded,
        Reaction onRefusal,
        Reaction onFailure,
        Retry retry,
        Hooks hooks) {

    public static final Duration PATIENCE = Duration.ofSeconds(30);

    public Plan {
        targets = List.copyOf(targets);
        places = List.copyOf(places);
        options = List.copyOf(options);
    }

    /**
     * One program, or several.
     *
     * @param which how it is known
     * @param at the place at which it is moved
     * @param patience how long it may take until it can be moved
     * @param deadline from the beginning of the batch; those whose deadline is first are moved first, and none is begun later
     * @param line where it stands in the plan
     */
    public record Target(
            Which which, Optional<String> at, Optional<Duration> patience, Optional<Duration> deadline, int line) {}

    /** How a program is known. */
    public sealed interface Which {
        record Pid(long pid) implements Which {}

        /** @param pattern of main classes, or jar files, by their full names; {@code *} stands for any text */
        record MainClass(String pattern) implements Which {
            boolean matches(String mainClass) {
                return mainClass.matches(
                        "\\Q" + pattern.replace("\\E", "\\E\\\\E\\Q").replace("*", "\\E.*\\Q") + "\\E");
            }
        }

        /** @param hostAndPort of its JDWP agent */
        record Address(String hostAndPort) implements Which {}
    }

    /**
     * A destination.
     *
     * @param to as after {@code --to}
     * @param weight how many programs it gets in proportion to the others
     * @param room how many programs there is room for, of this batch
     * @param java as after {@code --java}
     */
    public record Place(String to, int weight, Optional<Integer> room, Optional<String> java) {}

    /** In which order programs are moved whose deadlines are the same. */
    public enum Order {
        LISTED,
        OLDEST,
        YOUNGEST,
        LARGEST
    }

    /** Where a moved program's standard streams are. */
    public enum Streams {
        SOURCE,
        DETACH
    }

    /** What to do when a program was not moved. */
    public enum Reaction {
        SKIP,
        RETRY,
        STOP
    }

    /**
     * @param times at most, behind the first attempt
     * @param after how long after the one before
     */
    public record Retry(int times, Duration after) {}

    /** Commands for {@code /bin/sh}. */
    public record Hooks(Optional<String> before, Optional<String> after) {
        public static final Hooks NONE = new Hooks(Optional.empty(), Optional.empty());
    }
}
