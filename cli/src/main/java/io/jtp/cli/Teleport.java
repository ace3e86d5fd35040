package io.jtp.cli;

import io.jtp.capture.Capture;
import io.jtp.capture.CaptureListener;
import io.jtp.capture.CaptureOptions;
import io.jtp.capture.Husk;
import io.jtp.capture.StopPlace;
import io.jtp.capture.Target;
import io.jtp.capture.TargetException;
import io.jtp.classfile.JvmClassFiles;
import io.jtp.launch.Destination;
import io.jtp.launch.DestinationAddress;
import io.jtp.launch.DestinationJvm;
import io.jtp.launch.LaunchException;
import io.jtp.launch.LaunchSpec;
import io.jtp.launch.PlacedFiles;
import io.jtp.launch.RemoteJdk;
import io.jtp.launch.SshOptions;
import io.jtp.launch.WantedJdk;
import io.jtp.morph.MorphDump;
import io.jtp.morph.MorphGenerator;
import io.jtp.snapshot.Cargo;
import io.jtp.snapshot.Origin;
import io.jtp.snapshot.RefusedException;
import io.jtp.snapshot.Snapshot;
import io.jtp.snapshot.ThreadState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One move of one program, from start to end.
 *
 * <pre>
 *   find the program, attach                        it runs
 *   reach the destination, find the JDK,
 *   send files, boot a JVM                          it runs
 *   rendezvous                                      it runs, then stands still
 *   frames, heap, morphs, transfer, restore         it stands still
 *   commit                                          it cannot run on where it was any more
 *   GO                                              it runs at the destination
 *   join its standard streams                       until it ends
 * </pre>
 *
 * Whatever fails before the commit is undone: the program goes on where it was, and the JVM at the destination ends.
 */
public final class Teleport {
    private static final Logger LOG = LoggerFactory.getLogger(Teleport.class);

    /** A JVM with the agent is up in half a second; a busy machine, or one with a slow disk, takes longer. */
    private static final Duration BOOT_LIMIT = Duration.ofSeconds(60);

    /** The program stands still meanwhile. 100,000 objects take well under a second. */
    private static final Duration RESTORE_LIMIT = Duration.ofSeconds(120);

    /** A JVM that closes its connection because it ends is gone some milliseconds later. */
    private static final Duration END_LIMIT = Duration.ofSeconds(1);

    private static final String GOES_ON = "\njtp: the program was not moved, and goes on where it was";

    /**
     * What is to be moved, and how.
     *
     * @param target pid, or host:port of its JDWP agent
     * @param destination where to
     * @param ssh the files that SSH goes by
     * @param directories where jtp keeps files on this machine
     * @param at move it when it next comes there; else as soon as possible
     * @param patience how long it may take until the program can be moved
     * @param stdio where its standard streams are afterwards
     * @param keep whether it goes on where it was as well; its copy then has the streams of {@link StdioChoice#HERE}
     * @param dryRun whether to end after the morphs, and let it go on where it was
     * @param files where it finds the files that it has open; none are sent if it goes on where it was
     * @param capture how it is captured
     * @param java the java command, or JDK, to use at the destination; else it is looked for
     * @param debugMorphs directory for the generated classes
     */
    public record Request(
            String target,
            DestinationAddress destination,
            SshOptions ssh,
            Directories directories,
            Optional<StopPlace> at,
            Duration patience,
            StdioChoice stdio,
            boolean keep,
            boolean dryRun,
            FilesChoice files,
            CaptureOptions capture,
            Optional<String> java,
            Optional<Path> debugMorphs) {}

    /**
     * How it went.
     *
     * @param exitCode the program's own; 0 after a dry run
     */
    public record Result(Report report, int exitCode) {}

    private final Request request;
    private final TeleportObserver observer;
    private final PhaseClock clock;
    private final Rollback rollback = new Rollback();
    private boolean committed;
    private Path snapshotFile;
    private Shipment shipment;

    public Teleport(Request request, TeleportObserver observer) {
        this.request = request;
        this.observer = observer;
        this.clock = new PhaseClock(observer);
    }

    /**
     * Moves the program, and joins its standard streams until it ends. To be called once.
     *
     * @throws RefusedException if the program cannot be moved as it stands; it goes on where it was
     * @throws TeleportException if it failed; what became of the program is in its kind
     */
    public Result run() throws RefusedException, TeleportException, InterruptedException {
        Exception failure = null;
        try {
            return steps();
        } catch (TargetException | LaunchException | IOException e) {
            failure = explained(e);
            throw (TeleportException) failure;
        } catch (RefusedException | InterruptedException | RuntimeException e) {
            failure = e;
            throw e;
        } finally {
            Optional<Exception> notUndone = rollback.undo();
            if (notUndone.isPresent() && failure != null) {
                failure.addSuppressed(notUndone.get());
            }
        }
    }

    private TeleportException explained(Exception e) {
        String what = "failed while " + clock.phase().phrase() + ": " + e.getMessage();
        if (committed) {
            return TeleportException.afterCommit(what + shipment.left(), snapshotFile, e);
        }
        if (rollback.ending()) {
            return TeleportException.rolledBack(
                    "interrupted while " + clock.phase().phrase(), e);
        }
        if (e instanceof LaunchException launch && launch.kind() == LaunchException.Kind.USAGE) {
            return TeleportException.usage(e.getMessage(), e);
        }
        if (e instanceof TargetException target) {
            return switch (target.reason()) {
                case NOT_FOUND, UNSUITABLE -> TeleportException.usage(e.getMessage(), e);
                case BUSY -> TeleportException.rolledBack(e.getMessage(), e);
                case LOST ->
                    sourceHasEnded()
                            ? TeleportException.rolledBack(
                                    "the program ended by itself before it could be moved, while "
                                            + clock.phase().phrase(),
                                    e)
                            : TeleportException.rolledBack(what + GOES_ON, e);
            };
        }
        return TeleportException.rolledBack(what + GOES_ON, e);
    }

    /** {@return whether it is known to have ended} A process whose connection broke may be about to. */
    private boolean sourceHasEnded() {
        String pid = request.target();
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

    private Result steps()
            throws RefusedException, TargetException, LaunchException, IOException, InterruptedException {
        WarmUp warmUp = WarmUp.begin();
        clock.enter(Phase.FIND, request.target());
        Target target = Target.attach(request.target());
        rollback.atSource(target::close);
        if (!target.obstacles().isEmpty()) {
            throw new RefusedException(target.obstacles());
        }

        clock.enter(Phase.DESTINATION, request.destination().toString());
        Destination destination = Destination.connect(request.destination(), request.ssh());
        rollback.atDestination(destination::close);
        RemoteJdk jdk = destination.findJdk(request.java(), WantedJdk.of(target.origin()));
        return request.dryRun() ? dryRun(target, warmUp) : move(target, destination, jdk, warmUp);
    }

    private Result dryRun(Target target, WarmUp warmUp)
            throws RefusedException, TargetException, IOException, InterruptedException {
        clock.enter(Phase.PREPARE, "");
        JvmClassFiles classFiles = classFiles(target);
        Capture capture = new Capture(target, classFiles, request.capture());
        warmUp.await();
        Cargo cargo = capture(capture, classFiles);
        target.close();
        clock.goesOn();
        return new Result(report(cargo.snapshot(), capture, 0, SnapshotStore.size(cargo)), ExitCode.DONE);
    }

    private Result move(Target target, Destination destination, RemoteJdk jdk, WarmUp warmUp)
            throws RefusedException, TargetException, LaunchException, IOException, InterruptedException {
        shipment = new Shipment(destination.sentFiles(), observer);
        rollback.atDestination(shipment::close);
        DestinationJvm jvm = boot(destination, jdk, target.origin());
        rollback.atDestination(jvm::kill);
        clock.enter(Phase.PREPARE, "");
        JvmClassFiles classFiles = classFiles(target);
        Capture capture = new Capture(target, classFiles, request.capture());
        Remains remains = remains(capture, target);
        warmUp.await();
        jvm.awaitReady(BOOT_LIMIT);

        Cargo captured = capture(capture, classFiles);
        clock.enter(Phase.TRANSFER, "");
        Cargo cargo = request.files() == FilesChoice.SHIP ? shipment.send(captured) : captured;
        FutureTask<Path> saving = save(cargo);
        long bytes = jvm.send(cargo) + shipment.bytes();
        clock.enter(Phase.RESTORE, "");
        Map<String, String> restore = jvm.awaitPrepared(RESTORE_LIMIT);
        LOG.debug("the destination's account of the restore: {}", restore);
        snapshotFile = get(saving);
        clock.enter(Phase.HUSK, "");
        remains.prepare();
        Vigil vigil = new Vigil(remains, jvm, shipment, observer);
        handOver(remains, jvm, vigil);
        Report report = report(cargo.snapshot(), capture, jvm.pid().orElse(0), bytes);
        observer.moved(report);
        return new Result(report, vigil.keep());
    }

    private DestinationJvm boot(Destination destination, RemoteJdk jdk, Origin origin)
            throws LaunchException, IOException {
        PlacedFiles files = destination.place(AgentJar.in(request.directories().cache()), classPath(origin));
        return destination.boot(LaunchSpec.of(origin, jdk, files));
    }

    private JvmClassFiles classFiles(Target target) throws IOException {
        JvmClassFiles classFiles = new JvmClassFiles(target.javaHome(), classPath(target.origin()));
        rollback.atDestination(classFiles::close);
        return classFiles;
    }

    /** From the rendezvous to the morphs; the program stands still from somewhere in it on. */
    private Cargo capture(Capture capture, JvmClassFiles classFiles)
            throws RefusedException, TargetException, IOException {
        Cargo cargo = capture.take(request.at(), request.patience(), this::captureBegins, snapshot -> {
            clock.enter(Phase.MORPH, "");
            return new Cargo(snapshot, new MorphGenerator().generate(snapshot, classFiles));
        });
        if (request.debugMorphs().isPresent()) {
            MorphDump.write(cargo.morphs(), request.debugMorphs().get());
        }
        return cargo;
    }

    private static List<Path> classPath(Origin origin) {
        return origin.classPath().stream().map(Path::of).toList();
    }

    /** Writes the snapshot to disk, beside what else goes on; if the program is not handed over in the end, it is deleted. */
    private FutureTask<Path> save(Cargo cargo) {
        FutureTask<Path> saving =
                new FutureTask<>(() -> new SnapshotStore(request.directories().state()).write(cargo));
        rollback.atDestination(() -> {
            Path file = saving.get();
            if (!committed) {
                Files.deleteIfExists(file);
            }
        });
        new Thread(saving, "jtp snapshot").start();
        return saving;
    }

    private static Path get(FutureTask<Path> saving) throws IOException, InterruptedException {
        try {
            return saving.get();
        } catch (ExecutionException e) {
            throw new IOException(
                    "the snapshot cannot be kept on disk: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private Remains remains(Capture capture, Target target) throws TargetException, IOException {
        if (request.keep()) {
            return new Remains.Original(target);
        }
        if (request.stdio() == StdioChoice.HERE) {
            return new Remains.Nothing(target);
        }
        Husk husk = target.prepareHusk();
        rollback.atSource(husk::close);
        return new Remains.Frozen(capture, husk);
    }

    private void handOver(Remains remains, DestinationJvm jvm, Vigil vigil)
            throws TargetException, LaunchException, IOException {
        if (!rollback.commit(vigil::breakOff)) {
            throw new IOException("this process is being ended");
        }
        committed = !request.keep();
        shipment.handedOver();
        clock.enter(Phase.COMMIT, "");
        remains.commit();
        jvm.go();
        clock.enter(Phase.RUNNING, "");
        Files.delete(snapshotFile);
        snapshotFile = null;
    }

    private Report report(Snapshot snapshot, Capture capture, long destinationPid, long bytes) {
        List<ThreadState> threads = snapshot.program().threads();
        return new Report(
                snapshot.program().origin().pid(),
                destinationPid,
                request.destination().toString(),
                clock.downtime(),
                clock.split(),
                Standing.of(snapshot.program()),
                capture.passed(),
                threads.size(),
                threads.stream().mapToInt(thread -> thread.frames().size()).sum(),
                snapshot.objectCount(),
                capture.heapMethod(),
                bytes);
    }

    private void captureBegins(CaptureListener.Step step) {
        switch (step) {
            case RENDEZVOUS ->
                clock.enter(
                        Phase.RENDEZVOUS, request.at().map(StopPlace::toString).orElse(""));
            case CHECK -> clock.stopped();
            case FRAMES -> clock.enter(Phase.FRAMES, "");
            case HEAP -> clock.enter(Phase.HEAP, "");
        }
    }
}
