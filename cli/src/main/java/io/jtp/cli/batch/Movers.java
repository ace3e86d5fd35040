package io.jtp.cli.batch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts the processes that move programs; each in a session of its own, so that nothing that happens to this one ends it. */
final class Movers {
    /** Without setsid: what a terminal sends to all that was started from it is ignored. */
    private static final String OWN_SESSION =
            "if command -v setsid >/dev/null 2>&1; then exec setsid \"$@\"; else trap '' HUP INT; exec \"$@\"; fi";

    private static final File NOWHERE = new File("/dev/null");

    private final List<String> jtp;
    private final Path directory;
    private final Plan plan;

    /** @param jtp the command that this jtp was started with, up to its arguments */
    Movers(List<String> jtp, Path directory, Plan plan) {
        this.jtp = List.copyOf(jtp);
        this.directory = directory;
        this.plan = plan;
    }

    MoveFiles files(int item) {
        return MoveFiles.in(directory, item);
    }

    /** Starts an attempt. If it is being made already, the process ends without doing anything. */
    Process start(Item item, int attempt, Plan.Place place, Duration patience) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", OWN_SESSION, "jtp"));
        command.addAll(jtp);
        command.add("mover");
        command.addAll(List.of("--directory", directory.toString()));
        command.addAll(List.of("--item", "" + item.number, "--attempt", "" + attempt));
        item.program.process().ifPresent(process -> command.addAll(List.of("--process", process.toString())));
        command.add("--");
        command.addAll(List.of(item.program.target(), "--to", place.to(), "--wait", patience.toMillis() + "ms"));
        item.program.at().ifPresent(at -> command.addAll(List.of("--at", at)));
        place.java().ifPresent(java -> command.addAll(List.of("--java", java)));
        if (plan.streams() == Plan.Streams.DETACH) {
            command.add("--detach");
        }
        command.addAll(plan.options());
        MoveFiles files = files(item.number);
        return new ProcessBuilder(command)
                .redirectInput(NOWHERE)
                .redirectOutput(NOWHERE)
                .redirectError(ProcessBuilder.Redirect.appendTo(files.madeLog().toFile()))
                .start();
    }
}
