package io.jtp.cli;

import static io.jtp.cli.Finding.Subject.PROGRAM;

import io.jtp.capture.Target;
import io.jtp.capture.TargetException;
import io.jtp.launch.WantedJdk;
import io.jtp.snapshot.Obstacle;
import io.jtp.snapshot.Origin;
import io.jtp.snapshot.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What keeps a program from being moved: everything up to the generated classes is done, by the code that moves programs. */
final class ProgramCheck {

    /**
     * A program that can be attached to.
     *
     * @param here whether it runs on this machine
     * @param bytes size of its class path, all of which may have to be sent; 0 where that is not known
     */
    record Known(WantedJdk jdk, boolean here, long bytes) {}

    private final Consumer<Finding> findings;

    ProgramCheck(Consumer<Finding> findings) {
        this.findings = findings;
    }

    /** {@return what it runs on, if it can be attached to} */
    Optional<Known> attach(String program) throws IOException {
        try (Target target = Target.attach(program)) {
            Origin origin = target.origin();
            findings.accept(Finding.good(
                    PROGRAM,
                    "JDWP",
                    (origin.pid() == 0 ? program : "process " + origin.pid()) + " can be attached to"));
            findings.accept(Finding.good(PROGRAM, "JDK", origin.vmVersion() + " (" + origin.vmVendor() + ")"));
            boolean here = origin.pid() != 0;
            return Optional.of(new Known(WantedJdk.of(origin), here, here ? classFiles(origin) : 0));
        } catch (TargetException e) {
            findings.accept(Finding.obstacle(PROGRAM, "JDWP", e.getMessage(), ""));
            return Optional.empty();
        }
    }

    private static long classFiles(Origin origin) throws IOException {
        long bytes = 0;
        for (String entry : origin.classPath()) {
            try (Stream<Path> files = Files.walk(Path.of(entry), FileVisitOption.FOLLOW_LINKS)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    bytes += Files.size(file);
                }
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return bytes;
    }

    /** Captures it, and lets it go on. */
    void capture(Teleport.Request request, TeleportObserver observer) throws InterruptedException {
        try {
            Report report = new Teleport(request, observer).run().report();
            findings.accept(Finding.good(PROGRAM, "stacks and heap", report.amount() + ", " + report.timing()));
            findings.accept(Finding.good(PROGRAM, "place", report.standing()));
        } catch (RefusedException e) {
            for (Obstacle each : e.obstacles()) {
                findings.accept(Finding.obstacle(PROGRAM, each.place(), each.problem(), each.remedy()));
            }
        } catch (TeleportException e) {
            findings.accept(Finding.obstacle(PROGRAM, "capture", e.getMessage(), ""));
        }
    }
}
