package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.assembled.Assembled;
import io.jtp.samples.classfiles.ClassFileSamples;
import io.jtp.samples.harness.Lab;
import io.jtp.samples.harness.Moment;
import io.jtp.samples.harness.Move;
import io.jtp.samples.harness.MoveResult;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.Route;
import io.jtp.samples.harness.Sample;
import io.jtp.samples.harness.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What cannot be moved because of its class file: it is said why and where, and the program goes on as if nothing had happened. */
@Isolated("it changes the user's keys")
class RefusedClassFilesTest {

    @AutoClose
    private static Lab lab;

    private static Mover mover;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        lab = Lab.start(directory);
        mover = lab.mover();
    }

    @Test
    void a_method_with_subroutines_is_refused() throws Exception {
        assertRefused(
                Assembled.subroutines(),
                2,
                "thread main, io.jtp.samples.assembled.Subroutines.within (assembled:210)",
                "method within has subroutines (jsr), as compilers before Java 6 made them",
                "stop the program outside of it, with --at");
    }

    @Test
    void a_class_with_subroutines_elsewhere_is_moved() throws Exception {
        MoveResult result = move(Assembled.subroutines(), 1);
        assertThat(result.verdict()).as(result.transcript()).isEqualTo(Verdict.EQUAL);
    }

    @Test
    void a_method_without_room_for_entry_points_is_refused() throws Exception {
        assertRefused(
                Assembled.fullMethod(),
                2,
                "thread main, io.jtp.samples.assembled.FullMethod.full line",
                "bytes of code, and a method can have 65,535",
                "where this method is not running");
    }

    @Test
    void a_class_without_room_for_constants_is_refused() throws Exception {
        assertRefused(
                Assembled.fullPool(),
                1,
                "thread main, io.jtp.samples.assembled.FullPool.",
                "entries in its constant pool, and a class can have 65,535");
    }

    @Test
    void an_instance_main_is_refused() throws Exception {
        Sample sample = ClassFileSamples.compactSource();
        if (!sample.jdks().isEmpty()) {
            assertRefused(
                    sample, 2, "thread main, CompactSource.main", "not started at a public static void main(String[])");
        }
    }

    private static void assertRefused(Sample sample, int moment, String... words) throws Exception {
        MoveResult result = move(sample, moment);
        assertThat(result.verdict()).as(result.transcript()).isEqualTo(Verdict.REFUSED);
        assertThat(result.why()).contains(words);
        assertThat(result.why().split("problem:")).as(result.why()).hasSize(2);
    }

    private static MoveResult move(Sample sample, int moment) throws Exception {
        return mover.run(new Move(sample, new Moment.Marked(moment), Route.LOCAL, sample.jdk()));
    }
}
