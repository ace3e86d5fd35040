package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.construction.JdkConstructors;
import io.jtp.samples.contents.References;
import io.jtp.samples.exceptions.Messages;
import io.jtp.samples.files.RuntimeImage;
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
import io.jtp.samples.loaders.OwnLoaders;
import io.jtp.samples.objects.Literals;
import io.jtp.samples.threads.ThreadCaches;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every sample, moved at some of its moments: nobody who sees its output and exit code can tell.
 *
 * <p>Each sample is moved {@value #MOVES} times, once on each route and, where there are two, on each JDK; which route goes with which JDK,
 * and at which moments, takes turns over the samples. {@code -Djtp.test.moves=all} makes every move there is.
 */
@Execution(ExecutionMode.CONCURRENT)
class MovedTest {

    private static final int MOVES = 2;

    private static final int ATTEMPTS = 3;

    @AutoClose
    private static Lab lab;

    private static Mover mover;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        lab = Lab.start(directory);
        mover = lab.mover();
    }

    static Stream<Move> moves() {
        boolean all = "all".equals(System.getProperty("jtp.test.moves"));
        List<Move> moves = new ArrayList<>();
        List<Sample> samples = Samples.all();
        for (int i = 0; i < samples.size(); i++) {
            moves.addAll(all ? allOf(samples.get(i)) : someOf(samples.get(i), i));
        }
        return moves.stream();
    }

    private static List<Move> allOf(Sample sample) {
        List<Move> moves = new ArrayList<>();
        for (int moment = 1; moment <= sample.moments(); moment++) {
            for (int way = 0; way < sample.jdks().size() * Route.values().length; way++) {
                moves.add(move(sample, moment, way));
            }
        }
        return moves;
    }

    private static List<Move> someOf(Sample sample, int turn) {
        return IntStream.range(0, MOVES)
                .mapToObj(run -> {
                    int moment = (turn + run * sample.moments() / MOVES) % sample.moments();
                    // the second way is the other route, on the other JDK
                    return move(sample, moment + 1, run == 0 ? turn % 4 : 3 - turn % 4);
                })
                .toList();
    }

    /**
     * @param moment from 1
     * @param way which route in the lowest bit, which JDK above it
     */
    private static Move move(Sample sample, int moment, int way) {
        Route route = Route.values()[way % Route.values().length];
        Jdk jdk = sample.jdks().get(way / Route.values().length % sample.jdks().size());
        return new Move(sample, new Moment.Marked(moment), route, jdk);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("moves")
    void ends_as_if_it_had_never_been_moved(Move move) throws Exception {
        MoveResult result = mover.run(move);
        // threads that cannot be moved just now are let run on, and such a small program can be at its end by then
        for (int attempt = 1; attempt < ATTEMPTS && result.verdict() == Verdict.ENDED_BEFORE; attempt++) {
            result = mover.run(move);
        }
        System.out.println(result.line());
        assertThat(result.verdict())
                .as("%s\n%s", result.line(), result.transcript())
                .isEqualTo(Verdict.EQUAL);
    }

    /** Moments inside of constructors: before and after the call of another one, of the JDK, called by reflection and {@code Type::new}. */
    static Stream<Move> insideOfConstructors() {
        return Stream.of(
                inside("Constructors", 2, 0),
                inside("Constructors", 3, 3),
                inside("Constructors", 6, 2),
                inside("NestedConstruction", 9, 0),
                inside("ConstructedKinds", 1, 2),
                inside("JdkConstructors", 2, 0),
                inside("JdkConstructors", 20, 2),
                inside("ReflectiveConstruction", 2, 0),
                inside("ReflectiveConstruction", 5, 2),
                inside("ReflectiveConstruction", 9, 2));
    }

    private static Move inside(String sample, int moment, int way) {
        return move(Samples.named(sample), moment, way);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("insideOfConstructors")
    void a_constructor_is_not_waited_for(Move move) throws Exception {
        MoveResult result = mover.run(move);
        System.out.println(result.line());
        assertThat(result.verdict())
                .as("%s\n%s", result.line(), result.transcript())
                .isEqualTo(Verdict.EQUAL);
        assertThat(result.standing()).startsWith("io.jtp.samples.Here.moment");
        assertThat(result.passed()).isEmpty();
    }

    /** Without shared class data each JVM hashes the JDK's classes as it comes to them. */
    @Test
    void keys_that_would_be_lost_keep_the_program_where_it_is() throws Exception {
        Sample unshared = Samples.named("IdentityKeys").vmOptions("-Xshare:off");
        MoveResult result = mover.run(new Move(unshared, new Moment.Marked(32), Route.LOCAL, Jdk.current()));
        assertThat(result.verdict())
                .as("%s\n%s", result.line(), result.transcript())
                .isEqualTo(Verdict.ROLLED_BACK);
        assertThat(result.transcript()).contains("whose hash is made of the identity hash");
    }

    /** On JDK 17 linking a lambda hashes its class. */
    @Test
    void a_key_on_its_way_into_a_table_is_not_put_at_a_wrong_place() throws Exception {
        MoveResult result = mover.run(new Move(
                Samples.named("LambdaClasses"),
                new Moment.Place(0, "io.jtp.samples.Here.begun+9575"),
                Route.LOCAL,
                Jdk.current()));
        assertThat(result.verdict())
                .as("%s\n%s", result.line(), result.transcript())
                .isIn(Verdict.EQUAL, Verdict.ROLLED_BACK);
    }

    /** Places at which random moves have gone wrong once. */
    static Stream<Move> onceWrong() {
        return Stream.of(
                // main's resume code caused class loading, whose String.equals was taken for the next frame
                new Move(
                        Samples.named("Literals"),
                        new Moment.Place(1, Literals.class.getName() + ":25"),
                        Route.LOCAL,
                        Jdk.current()),
                // what the collector had just cleared never came into its queue
                new Move(
                        Samples.named("References"),
                        new Moment.Place(0, References.class.getName() + ":23+5"),
                        Route.LOCAL,
                        Jdk.current()),
                // a loader of the program's own was asked for the class that links moved lambdas
                new Move(Samples.named("OwnLoaders"), new Moment.Marked(1), Route.LOCAL, Jdk.current()),
                // a class of class loaders was initialised, registered as parallel capable, and had no loader yet
                new Move(
                        Samples.named("OwnLoaders"),
                        new Moment.Place(0, OwnLoaders.class.getName() + ":67+13"),
                        Route.LOCAL,
                        Jdk.current()),
                // a method of the JDK's had seen that its list was there, which the destination's JDK had not made
                new Move(
                        Samples.named("RuntimeImage"),
                        new Moment.Place(7, RuntimeImage.class.getName() + ":46+15"),
                        Route.LOCAL,
                        Jdk.current()),
                // the JVM made threads of its own in the main thread, and asked the program what they inherit
                new Move(
                        Samples.named("ThreadCaches"),
                        new Moment.Place(0, ThreadCaches.class.getName() + "$1:23+4"),
                        Route.LOCAL,
                        Jdk.current()),
                // a Method whose name is no literal of the program
                new Move(Samples.named("Invocations"), new Moment.Marked(17), Route.LOCAL, Jdk.current()),
                // a stack trace that was being made: the destination's JVM ended
                new Move(
                        Samples.named("Rethrowing"),
                        new Moment.Place(0, "java.lang.StackTraceElement.of"),
                        Route.LOCAL,
                        Jdk.current()),
                // an exception that had got its backtrace and not yet its stack trace: the same
                new Move(
                        Samples.named("JdkConstructors"),
                        new Moment.Place(0, JdkConstructors.class.getName() + "$Trouble:107+8"),
                        Route.LOCAL,
                        Jdk.current()),
                // an exception whose message the JVM makes when it is asked for, from the backtrace that was not
                // carried for a while
                new Move(
                        Samples.named("Messages"),
                        new Moment.Place(1, Messages.class.getName() + ":72+20"),
                        Route.LOCAL,
                        Jdk.current()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("onceWrong")
    void what_went_wrong_once_is_equal(Move move) throws Exception {
        ends_as_if_it_had_never_been_moved(move);
    }
}
