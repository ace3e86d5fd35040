package io.jtp.cli;

import io.jtp.cli.batch.Plan;
import io.jtp.cli.batch.PlanException;
import io.jtp.cli.batch.PlanFile;
import io.jtp.launch.DestinationAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "evacuate",
        header = "Moves all programs of yours away from this machine that can be moved.",
        description = {
            "For a machine that is about to go: all JVMs of this user that have a JDWP agent are moved, those with the first deadline "
                    + "first (-Djtp.deadline=30s on a program's command line, from the beginning of the evacuation), then the largest. "
                    + "They go on without this machine, as with jtp attach --detach.",
        },
        footerHeading = "%nExample:%n",
        footer = "  jtp evacuate --to user@host1,user@host2 --deadline 100s",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class EvacuateCommand implements Callable<Integer> {
    private static final Plan.Retry RETRY = new Plan.Retry(3, Duration.ofSeconds(1));

    @Mixin
    private BatchRun run;

    @ArgGroup(multiplicity = "1")
    private Where where;

    private static final class Where {
        @Option(
                names = "--to",
                paramLabel = "<dest>",
                split = ",",
                converter = DestinationConverter.class,
                description = "where to; several are used in turn")
        private List<DestinationAddress> to;

        @Option(
                names = "--pool",
                paramLabel = "<file>",
                description = "where to: a file in YAML with destinations, as in a plan of jtp batch")
        private Path pool;
    }

    @Option(
            names = "--only",
            paramLabel = "<main>",
            defaultValue = "*",
            description = "only programs with this main class, or jar file, in full; * stands for any text")
    private String only;

    @Option(
            names = "--deadline",
            paramLabel = "<time>",
            defaultValue = "2m",
            converter = DurationConverter.class,
            description = "no move is begun later (default: ${DEFAULT-VALUE})")
    private Duration deadline;

    @Option(
            names = "--wait",
            paramLabel = "<time>",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "how long to wait for a moment in which a program can be moved (default: ${DEFAULT-VALUE})")
    private Duration wait;

    @Option(
            names = "--concurrency",
            paramLabel = "<n>",
            defaultValue = "4",
            description = "how many are moved at the same time (default: ${DEFAULT-VALUE})")
    private int concurrency;

    @Override
    public Integer call() throws TeleportException, IOException, InterruptedException {
        Plan plan = new Plan(
                List.of(new Plan.Target(
                        new Plan.Which.MainClass(only), Optional.empty(), Optional.empty(), Optional.empty(), 0)),
                places(),
                Plan.Order.LARGEST,
                Math.max(1, concurrency),
                wait,
                Optional.of(deadline),
                Plan.Streams.DETACH,
                List.of(),
                false,
                Plan.Reaction.RETRY,
                Plan.Reaction.RETRY,
                RETRY,
                Plan.Hooks.NONE);
        // what is still here is what is to be moved: nothing of an evacuation that was broken off has to be remembered
        Path journal = BatchRun.directory()
                .resolve("evacuation-" + Instant.now().toEpochMilli() + "-"
                        + ProcessHandle.current().pid() + ".journal");
        return run.run("evacuation", plan, "", journal, false);
    }

    private List<Plan.Place> places() throws TeleportException {
        if (where.pool != null) {
            try {
                return PlanFile.readPool(where.pool, BatchRun.words());
            } catch (PlanException e) {
                throw TeleportException.usage(e.getMessage(), e);
            }
        }
        List<Plan.Place> places = new ArrayList<>();
        for (DestinationAddress each : where.to) {
            places.add(new Plan.Place(each.toString(), 1, Optional.empty(), Optional.empty()));
        }
        return places;
    }
}
