package io.jtp.cli;

import io.jtp.capture.StopPlace;
import io.jtp.capture.TargetException;
import io.jtp.cli.batch.Batch;
import io.jtp.cli.batch.Event;
import io.jtp.cli.batch.Journal;
import io.jtp.cli.batch.Plan;
import io.jtp.cli.batch.PlanException;
import io.jtp.cli.batch.PlanFile;
import io.jtp.cli.batch.Program;
import io.jtp.launch.DestinationAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What the commands that move many programs have in common. */
final class BatchRun {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--dry-run",
            description = "capture each of the programs, say what would be moved, and let it go on where it is")
    private boolean dryRun;

    @Option(names = "--json", description = "print one JSON object for each event, also at a terminal")
    private boolean json;

    /** {@return where journals are, if nothing else is said} */
    static Path directory() {
        return Directories.ofUser().state().resolve("batch");
    }

    /** {@return how the words of a plan are read} */
    static PlanFile.Words words() {
        return new PlanFile.Words(
                text -> {
                    try {
                        return new DurationConverter().convert(text);
                    } catch (TypeConversionException e) {
                        throw new IllegalArgumentException(e.getMessage(), e);
                    }
                },
                text -> {
                    DestinationAddress.parse(text);
                    return text;
                },
                text -> {
                    try {
                        StopPlace.parse(text);
                        return text;
                    } catch (TargetException e) {
                        throw new IllegalArgumentException(e.getMessage(), e);
                    }
                });
    }

    /**
     * Moves all of them, or goes on with it; or only tries whether they can be moved.
     *
     * @param digest of the plan
     * @param anew whether to forget what is in the journal
     * @return the exit code
     */
    int run(String name, Plan plan, String digest, Path file, boolean anew)
            throws TeleportException, IOException, InterruptedException {
        if (dryRun) {
            return rehearse(plan);
        }
        CommandLine command = spec.commandLine();
        BatchView view =
                json || !BatchView.isTerminal() ? BatchView.lines(command.getOut()) : BatchView.table(command.getOut());
        try (Journal journal = Journal.open(file, Json::write)) {
            if (anew) {
                journal.clear();
            }
            Optional<Event> before = Batch.result(journal, digest);
            if (before.isPresent()) {
                note("all of this has been done; the journal is " + file + ". With --anew it is begun again");
                view.happened(before.get());
                return exitCode(before.get());
            }
            Batch batch = new Batch(plan, journal, OwnCommand.line(), view);
            Thread hook = new Thread(() -> interrupted(batch), "jtp batch end");
            Runtime.getRuntime().addShutdownHook(hook);
            Event result = batch.run(name, digest, RunningJvms::find);
            Runtime.getRuntime().removeShutdownHook(hook);
            return exitCode(result);
        } catch (PlanException e) {
            throw TeleportException.usage(e.getMessage(), e);
        } catch (IOException e) {
            throw TeleportException.rolledBack(
                    "the batch cannot go on: " + e + "; started again it goes on from its journal", e);
        }
    }

    private static int exitCode(Event result) {
        return Integer.parseInt(result.text("exitCode"));
    }

    private void interrupted(Batch batch) {
        batch.stop();
        if (batch.underWay() > 0) {
            note(batch.underWay() + " moves go on by themselves; start the same command again to follow them");
        }
    }

    private void note(String text) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("jtp: " + text);
        err.flush();
    }

    /**
     * Looks at the destinations as {@code jtp doctor} does, then captures each of the programs and lets it go on, as {@code jtp attach
     * --dry-run} does.
     *
     * @return the exit code: that of the first of these that has not 0
     */
    private int rehearse(Plan plan) throws TeleportException, IOException {
        List<Program> programs;
        try {
            programs = Batch.programs(plan, RunningJvms::find);
        } catch (PlanException e) {
            throw TeleportException.usage(e.getMessage(), e);
        }
        int exitCode = ExitCode.DONE;
        for (Plan.Place place : plan.places()) {
            int code = run(List.of("doctor", place.to()), place);
            exitCode = exitCode == ExitCode.DONE ? code : exitCode;
        }
        for (int i = 0; i < programs.size(); i++) {
            Program program = programs.get(i);
            Plan.Place place = plan.places().get(i % plan.places().size());
            if (!json) {
                note("--- " + program.target() + " " + program.main() + " to " + place.to());
            }
            List<String> words = new ArrayList<>(List.of("attach", program.target(), "--to", place.to(), "--dry-run"));
            words.addAll(List.of("--wait", program.patience().toMillis() + "ms"));
            program.at().ifPresent(at -> words.addAll(List.of("--at", at)));
            words.addAll(plan.options());
            int code = run(words, place);
            exitCode = exitCode == ExitCode.DONE ? code : exitCode;
        }
        if (!json) {
            note("--- " + programs.size() + " programs; "
                    + (exitCode == ExitCode.DONE ? "all of them can be moved" : "not all of them can be moved"));
        }
        return exitCode;
    }

    private int run(List<String> words, Plan.Place place) {
        List<String> all = new ArrayList<>(words);
        place.java().ifPresent(java -> all.addAll(List.of("--java", java)));
        if (json) {
            all.add("--json");
        }
        return Main.commandLine()
                .setOut(spec.commandLine().getOut())
                .setErr(spec.commandLine().getErr())
                .execute(all.toArray(String[]::new));
    }
}
