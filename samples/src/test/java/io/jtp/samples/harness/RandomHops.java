package io.jtp.samples.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * Runs with several moves each, at random moments, over random routes. Everything about run number N follows from the seed, N and the samples
 * to choose from.
 */
public final class RandomHops {

    /** How far behind a marked moment an instruction may be such that the sample does not wait for the next line before it. */
    private static final int BEFORE_NEXT_LINE = 20;

    /** The last move can be at any instruction; this far behind its moment most samples have not ended yet. */
    private static final int BEHIND_LAST_LINE = 100;

    /** One in so many is moved in the middle of reading the line, and as many exactly at the moment. */
    private static final int KINDS = 4;

    private final HopsMover mover;
    private final List<Sample> samples;
    private final long seed;
    private final int hops;

    /** @param samples those to choose from, which takes in only those that do not read their standard input */
    public RandomHops(HopsMover mover, List<Sample> samples, long seed, int hops) {
        this.mover = mover;
        this.samples = samples.stream().filter(sample -> !sample.reads()).toList();
        this.seed = seed;
        this.hops = hops;
    }

    /** {@return the results of the runs with these numbers, so many made at a time, in their order} */
    List<HopsResult> run(int from, int to, int atOnce) throws InterruptedException {
        return Runs.make(
                atOnce,
                IntStream.range(from, to)
                        .<Callable<HopsResult>>mapToObj(number -> () -> run(number))
                        .toList());
    }

    /** Makes the run of that number and prints its line. */
    private HopsResult run(int number) throws InterruptedException, IOException {
        Random random = Runs.random(seed, number);
        Sample sample = samples.get(random.nextInt(samples.size()));
        List<Jdk> jdks = sample.jdks();
        Jdk jdk = jdks.get(random.nextInt(jdks.size()));
        int[] moments = random.ints(hops, 0, sample.moments() + 1).sorted().toArray();
        List<Hop> plan = new ArrayList<>();
        for (int i = 0; i < hops; i++) {
            int behind = i + 1 < hops ? BEFORE_NEXT_LINE : BEHIND_LAST_LINE;
            String place = switch (random.nextInt(KINDS)) {
                case 0 -> "";
                case 1 -> Hop.MOMENT;
                default -> Hop.MOMENT + "+" + random.nextInt(behind + 1);
            };
            plan.add(new Hop(moments[i], place, Route.values()[random.nextInt(Route.values().length)]));
        }
        HopsResult result = mover.run(sample, plan, jdk);
        System.out.println("--hops " + hops + " --seed " + seed + " --run " + number + "  " + result.line());
        return result;
    }
}
