package io.jtp.cli;

import io.jtp.cli.batch.Plan;
import io.jtp.cli.batch.PlanException;
import io.jtp.cli.batch.PlanFile;
import io.jtp.snapshot.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "batch",
        header = "Moves many programs, as a plan says.",
        description = {
            "The plan names programs and destinations, order, limits, and what to do when a program is not moved. "
                    + "Each program is moved by a process of its own, so jtp batch may be killed at any time: "
                    + "started again it goes on, and no program is moved twice or lost.",
        },
        footerHeading = "%nExample:%n",
        footer = "  jtp batch plan.yaml",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class BatchCommand implements Callable<Integer> {
    private static final int DIGITS = 12;

    @Mixin
    private BatchRun run;

    @Parameters(paramLabel = "<plan>", description = "a file in YAML")
    private Path file;

    @Option(
            names = "--journal",
            paramLabel = "<file>",
            description = "where it is kept what has been done (default: a file among jtp's own, for each plan)")
    private Path journal;

    @Option(names = "--anew", description = "forget what has been done, and begin again")
    private boolean anew;

    @Override
    public Integer call() throws TeleportException, IOException, InterruptedException {
        Plan plan;
        try {
            plan = PlanFile.read(file, BatchRun.words());
        } catch (PlanException e) {
            throw TeleportException.usage(e.getMessage(), e);
        }
        return run.run(
                file.toString(),
                plan,
                Sha256.of(Files.readAllBytes(file)),
                journal == null ? journalOf(file) : journal,
                anew);
    }

    private static Path journalOf(Path plan) {
        String path = Sha256.of(plan.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
        return BatchRun.directory().resolve(plan.getFileName() + "-" + path.substring(0, DIGITS) + ".journal");
    }
}
