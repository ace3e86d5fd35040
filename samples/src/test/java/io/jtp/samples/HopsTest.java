package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.harness.Hop;
import io.jtp.samples.harness.HopsResult;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Lab;
import io.jtp.samples.harness.Route;
import io.jtp.samples.harness.Sample;
import io.jtp.samples.harness.Samples;
import io.jtp.samples.harness.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Samples that are moved ten times in a run, over SSH and back by turns; the morphs of the last move are as large as the first one's. */
@Isolated("it changes the user's keys")
class HopsTest {
    private static final int HOPS = 10;

    @AutoClose
    private static Lab lab;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        lab = Lab.start(directory);
    }

    static Stream<Arguments> runs() {
        List<String> names = List.of("Nested", "Callbacks", "Lambdas", "HashSetHalfWay");
        List<Jdk> jdks = Jdk.all();
        List<Arguments> runs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            runs.add(Arguments.of(Samples.named(names.get(i)), jdks.get(i % jdks.size())));
        }
        return runs.stream();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("runs")
    void ten_hops_end_as_if_there_had_been_none(Sample sample, Jdk jdk) throws Exception {
        List<Hop> hops = new ArrayList<>();
        for (int i = 0; i < HOPS; i++) {
            int moment = 1 + i * sample.moments() / HOPS;
            hops.add(new Hop(moment, Hop.MOMENT, i % 2 == 0 ? Route.SSH : Route.LOCAL));
        }
        HopsResult result = lab.hopsMover().run(sample, hops, jdk);
        System.out.println(result.line());
        assertThat(result.verdict())
                .as("%s\n%s", result.line(), result.transcript())
                .isEqualTo(Verdict.EQUAL);
    }
}
