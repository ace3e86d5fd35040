package io.jtp.samples.heap;

import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.MeasuredMove;
import io.jtp.samples.harness.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Moves of {@link Tree}. */
final class TreeMove {

    private TreeMove() {}

    /** Makes one. */
    static MeasuredMove make(Jdk jdk, int nodes, String reader, List<String> vmOptions, Path directory)
            throws IOException, InterruptedException {
        return MeasuredMove.make(
                jdk,
                sample(nodes),
                vmOptions,
                List.of("--heap", reader),
                "the values are " + (nodes - 1L) * nodes / 2 + "\n",
                directory);
    }

    /** A tree that has been built, and waits for a line. */
    static JavaProcess start(Jdk jdk, int nodes, List<String> vmOptions, Path directory)
            throws IOException, InterruptedException {
        return MeasuredMove.start(jdk, sample(nodes), vmOptions, directory);
    }

    private static Sample sample(int nodes) {
        return Sample.of(Tree.class, 1).arguments("" + nodes);
    }
}
