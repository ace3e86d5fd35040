package io.jtp.cli;

import io.jtp.capture.Capture;
import io.jtp.capture.CaptureListener;
import io.jtp.capture.CaptureOptions;
import io.jtp.capture.StopPlace;
import io.jtp.capture.Target;
import io.jtp.capture.TargetException;
import io.jtp.classfile.JvmClassFiles;
import io.jtp.morph.MorphDump;
import io.jtp.morph.MorphGenerator;
import io.jtp.snapshot.Cargo;
import io.jtp.snapshot.Origin;
import io.jtp.snapshot.PackedFile;
import io.jtp.snapshot.RefusedException;
import io.jtp.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program that runs and is to be captured. In this order: {@link #attach}, {@link #prepare}, {@link #capture}; from somewhere in the last
 * on it stands still, until it is let go, ended or made a husk. The {@link Undertaking} lets it go when it fails.
 */
final class Source {
    private static final Logger LOG = LoggerFactory.getLogger(Source.class);

    /** A JVM that closes its connection because it ends is gone some milliseconds later. */
    private static final Duration END_LIMIT = Duration.ofSeconds(1);

    /** What became of a process that was ended so that its program goes on elsewhere: whoever waits for it must not take it for done. */
    static final int EXIT_CODE = 128 + 15;

    /**
     * What is to be captured, and how.
     *
     * @param target pid, or host:port of its JDWP agent
     * @param at capture it when it next comes there; else as soon as possible
     * @param patience how long it may take until the program can be captured
     * @param capture how it is captured
     * @param debugMorphs directory for the generated classes
     * @param dryRun whether it goes on where it is in any case
     */
    record Request(
            String target,
            Optional<StopPlace> at,
            Duration patience,
            CaptureOptions capture,
            Optional<Path> debugMorphs,
            boolean dryRun) {}

    private final Request request;
    private final Undertaking undertaking;
    private final WarmUp warmUp;
    private final Target target;
    private final List<PackedFile> classPath;
    private JvmClassFiles classFiles;
    private Capture capture;

    private Source(Request request, Undertaking undertaking, WarmUp warmUp, Target target) {
        this.request = request;
        this.undertaking = undertaking;
        this.warmUp = warmUp;
        this.target = target;
        this.classPath = paths().stream().map(PackedFile::of).toList();
    }

    /** Finds the program. @throws RefusedException if it is known already that it cannot be moved */
    static Source attach(Request request, Undertaking undertaking) throws TargetException, RefusedException {
        WarmUp warmUp = WarmUp.begin();
        undertaking.clock().enter(Phase.FIND, request.target());
        undertaking.source(() -> hasEnded(request.target()));
        Target target = Target.attach(request.target());
        undertaking.rollback().atSource(target::close);
        // a dry run goes on to look for others, and tells them all
        if (!request.dryRun() && !target.obstacles().isEmpty()) {
            throw new RefusedException(target.obstacles());
        }
        return new Source(request, undertaking, warmUp, target);
    }

    Target target() {
        return target;
    }

    Origin origin() {
        return target.origin();
    }

    /** {@return whether somebody can go on to write to its standard input} */
    boolean takesInput() {
        return takesInput(origin().pid());
    }

    /** {@return false if that process reads a file, or nothing, as its standard input} True where it is not known. */
    static boolean takesInput(long pid) {
        Path input = Path.of("/proc", Long.toString(pid), "fd", "0");
        try {
            return !Files.isRegularFile(input) && !Files.readSymbolicLink(input).equals(Path.of("/dev/null"));
        } catch (IOException e) {
            LOG.debug("what the program reads as its standard input is not known", e);
            return true;
        }
    }

    /** {@return its class path, in order} */
    List<PackedFile> classPath() {
        return classPath;
    }

    private List<Path> paths() {
        return target.origin().classPath().stream().map(Path::of).toList();
    }

    /** Has the files of the class path read on a thread of its own, so that it is known soon what they are. */
    void readClassPath() {
        Thread thread = new Thread(
                () -> {
                    try {
                        for (PackedFile entry : classPath) {
                            if (!entry.isDirectory()) {
                                entry.sha256();
                            }
                        }
                    } catch (IOException e) {
                        LOG.debug("whoever needs it will say so", e);
                    }
                },
                "jtp class path");
        thread.setDaemon(true);
        thread.start();
    }

    /** Everything that can be done while it runs. */
    void prepare() throws TargetException, IOException {
        undertaking.clock().enter(Phase.PREPARE, "");
        classFiles = new JvmClassFiles(target.javaHome(), paths());
        undertaking.rollback().atDestination(classFiles::close);
        capture = new Capture(target, classFiles, request.capture());
    }

    /** {@return how it is captured, once it is prepared} */
    Capture how() {
        return capture;
    }

    /** From the rendezvous to the morphs; the program stands still from somewhere in it on. */
    Cargo capture() throws RefusedException, TargetException, IOException, InterruptedException {
        warmUp.await();
        Cargo cargo = capture.take(request.at(), request.patience(), this::begins, snapshot -> {
            undertaking.clock().enter(Phase.MORPH, "");
            return new Cargo(snapshot, new MorphGenerator().generate(snapshot, classFiles));
        });
        if (request.debugMorphs().isPresent()) {
            MorphDump.write(cargo.morphs(), request.debugMorphs().get());
        }
        return cargo;
    }

    private void begins(CaptureListener.Step step) {
        PhaseClock clock = undertaking.clock();
        switch (step) {
            case RENDEZVOUS ->
                clock.enter(
                        Phase.RENDEZVOUS, request.at().map(StopPlace::toString).orElse(""));
            case CHECK -> clock.stopped();
            case FRAMES -> clock.enter(Phase.FRAMES, "");
            case HEAP -> clock.enter(Phase.HEAP, "");
        }
    }

    /** The program goes on where it was, as if nothing had happened. */
    void letGo() throws IOException {
        target.close();
        undertaking.clock().goesOn();
    }

    /** Ends its process. @throws IOException if it is not known to have ended */
    void end() throws IOException {
        target.end(EXIT_CODE);
    }

    /**
     * {@return what was captured}
     *
     * @param destinationPid the process it is in now, or 0
     * @param destination where that is
     * @param bytes how much was sent or written
     */
    Report report(Snapshot snapshot, long destinationPid, String destination, long bytes) {
        return Report.of(
                snapshot,
                undertaking.clock(),
                destinationPid,
                destination,
                capture.passed(),
                capture.heapMethod(),
                bytes);
    }

    /** {@return whether it is known to have ended} A process whose connection broke may be about to. */
    private static boolean hasEnded(String pid) {
        if (!pid.matches("\\d{1,18}")) {
            return false;
        }
        Optional<ProcessHandle> source = ProcessHandle.of(Long.parseLong(pid));
        try {
            source.map(ProcessHandle::onExit)
                    .orElseGet(() -> CompletableFuture.completedFuture(null))
                    .get(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot tell whether process " + pid + " has ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
