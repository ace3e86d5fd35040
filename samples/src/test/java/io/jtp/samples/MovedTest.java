package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Lab;
import io.jtp.samples.harness.Moment;
import io.jtp.samples.harness.Move;
import io.jtp.samples.harness.MoveResult;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.Route;
import io.jtp.samples.harness.Sample;
import io.jtp.samples.harness.Samples;
import io.jtp.samples.harness.Verdict;
import io.jtp.samples.objects.Literals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every sample, moved on every route and every JDK: nobody who sees its output and exit code can tell.
 *
 * <p>A sample with several moments is moved at another one in each run; the runs are as many as it has moments, at least one for each
 * route and JDK. {@code -Djtp.test.moves=all} makes all of them.
 */
@Execution(ExecutionMode.CONCURRENT)
class MovedTest {

    @TempDir
    private static Path directory;

    private static Lab lab;
    private static Mover mover;

    @BeforeAll
    static void start() throws Exception {
        lab = Lab.start(directory);
        mover = lab.mover();
    }

    @AfterAll
    static void stop() throws Exception {
        lab.close();
    }

    static Stream<Move> moves() {
        return Samples.all().stream().flatMap(sample -> moves(sample).stream());
    }

    private static List<Move> moves(Sample sample) {
        boolean all = "all".equals(System.getProperty("jtp.test.moves"));
        List<Move> moves = new ArrayList<>();
        List<Jdk> jdks = sample.jdks();
        int ways = jdks.size() * Route.values().length;
        int runs = all ? ways * sample.moments() : Math.max(ways, sample.moments());
        for (int run = 0; run < runs; run++) {
            Jdk jdk = jdks.get(run / Route.values().length % jdks.size());
            Route route = Route.values()[run % Route.values().length];
            // with 'all' each way has each moment; else the moments take turns
            int moment = all ? run / ways : run % sample.moments();
            moves.add(new Move(sample, new Moment.Marked(moment + 1), route, jdk));
        }
        return moves;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("moves")
    void ends_as_if_it_had_never_been_moved(Move move) throws Exception {
        MoveResult result = mover.run(move);
        System.out.println(result.line());
        assertThat(result.verdict())
                .as("%s\n%s", result.line(), result.transcript())
                .isEqualTo(Verdict.EQUAL);
    }

    /** Places at which random moves have gone wrong once. */
    static Stream<Move> onceWrong() {
        return Stream.of(
                // main's resume code caused class loading, whose String.equals was taken for the next frame
                new Move(
                        Samples.named("Literals"),
                        new Moment.Place(1, Literals.class.getName() + ":25"),
                        Route.LOCAL,
                        Jdk.current()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("onceWrong")
    void what_went_wrong_once_is_equal(Move move) throws Exception {
        ends_as_if_it_had_never_been_moved(move);
    }
}
