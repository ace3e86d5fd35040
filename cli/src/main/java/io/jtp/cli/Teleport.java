package io.jtp.cli;

import io.jtp.capture.CaptureOptions;
import io.jtp.capture.Husk;
import io.jtp.capture.StopPlace;
import io.jtp.capture.TargetException;
import io.jtp.launch.Detachment;
import io.jtp.launch.LaunchException;
import io.jtp.launch.SshOptions;
import io.jtp.snapshot.Cargo;
import io.jtp.snapshot.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

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
 * The last step is left out for a program that is detached. Whatever fails before the commit is undone: the program goes on where it was, and the JVM at the destination ends.
 */
public final class Teleport {
    /**
     * What is to be moved, and how.
     *
     * @param target pid, or host:port of its JDWP agent
     * @param where where to
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
            DestinationSource where,
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
            Optional<Path> debugMorphs) {

        private Source.Request source() {
            return new Source.Request(target, at, patience, capture, debugMorphs, dryRun);
        }

        private Landing.Request landing() {
            return new Landing.Request(where, ssh, directories, java);
        }
    }

    /**
     * How it went.
     *
     * @param exitCode the program's own; 0 after a dry run
     */
    public record Result(Report report, int exitCode) {}

    private final Request request;
    private final TeleportObserver observer;
    private final Undertaking undertaking;
    private final PhaseClock clock;
    private final Rollback rollback;
    private KeptSnapshot kept;
    private boolean goesOn;

    /** A program that is detached has no use for this process once it goes on; until then that must not be ended. */
    private final CountDownLatch handedOver = new CountDownLatch(1);

    private Shipment shipment;

    public Teleport(Request request, TeleportObserver observer) {
        this.request = request;
        this.observer = observer;
        this.undertaking = new Undertaking(observer, "the program was not moved, and goes on where it was");
        this.clock = undertaking.clock();
        this.rollback = undertaking.rollback();
    }

    /**
     * Moves the program, and joins its standard streams until it ends. To be called once.
     *
     * @throws RefusedException if the program cannot be moved as it stands; it goes on where it was
     * @throws TeleportException if it failed; what became of the program is in its kind
     */
    public Result run() throws RefusedException, TeleportException, InterruptedException {
        return undertaking.run(() -> {
            Source source = Source.attach(request.source(), undertaking);
            Landing landing = Landing.prepare(request.landing(), source.origin(), undertaking);
            return request.dryRun() ? dryRun(source, landing) : move(source, landing);
        });
    }

    private Result dryRun(Source source, Landing landing)
            throws RefusedException, TargetException, IOException, InterruptedException {
        source.prepare();
        Cargo cargo = source.capture();
        source.letGo();
        return new Result(
                source.report(cargo.snapshot(), 0, landing.toString(), SnapshotStore.size(cargo)), ExitCode.DONE);
    }

    private Result move(Source source, Landing landing)
            throws RefusedException, TargetException, LaunchException, IOException, InterruptedException {
        landing.destination().watch(observer.transfers());
        shipment = new Shipment(landing.destination().sentFiles(), observer);
        rollback.atDestination(shipment::close);
        Optional<String> detachedAs = detach(source, landing);
        source.readClassPath();
        landing.boot(source.origin(), source.classPath(), "");
        source.prepare();
        Remains remains = remains(source);
        landing.awaitReady();

        Cargo captured = source.capture();
        clock.enter(Phase.TRANSFER, "");
        Cargo cargo = request.files() == FilesChoice.SHIP ? shipment.send(captured) : captured;
        kept = KeptSnapshot.begin(request.directories(), cargo, source.classPath(), rollback);
        long bytes = landing.send(cargo) + shipment.bytes();
        clock.enter(Phase.RESTORE, "");
        landing.awaitPrepared();
        kept.await();
        clock.enter(Phase.HUSK, "");
        remains.prepare();
        Vigil vigil = new Vigil(remains, landing.jvm(), shipment, observer);
        try {
            handOver(remains, landing, detachedAs.isPresent() ? handedOver::await : vigil::breakOff);
            Report report = source.report(cargo.snapshot(), landing.pid(), landing.toString(), bytes)
                    .detached(detachedAs);
            observer.moved(report);
            return new Result(report, detachedAs.isPresent() ? ExitCode.DONE : vigil.keep());
        } finally {
            handedOver.countDown();
        }
    }

    /** If that is what is wanted, finds an id for it and remembers it. */
    private Optional<String> detach(Source source, Landing landing) throws IOException {
        if (request.stdio() != StdioChoice.DETACHED) {
            return Optional.empty();
        }
        String id = Detached.newId();
        Detached detached = new Detached(request.directories());
        detached.remember(id, landing.address());
        rollback.atDestination(() -> {
            if (!goesOn) {
                detached.forget(id);
            }
        });
        landing.detach(new Detachment(id, source.takesInput()));
        return Optional.of(id);
    }

    private Remains remains(Source source) throws TargetException {
        if (request.keep()) {
            return new Remains.Original(source);
        }
        if (request.stdio() != StdioChoice.SOURCE) {
            return new Remains.Nothing(source);
        }
        Husk husk = source.target().prepareHusk();
        rollback.atSource(husk::close);
        return new Remains.Frozen(source.how(), husk);
    }

    /** @param end what to do about the program if this process is told to end from now on */
    private void handOver(Remains remains, Landing landing, Rollback.Action end)
            throws TargetException, LaunchException, IOException, InterruptedException {
        if (!rollback.commit(end)) {
            throw new IOException("this process is being ended");
        }
        if (!request.keep()) {
            kept.need();
            undertaking.committed(kept::file, shipment::left);
        }
        shipment.handedOver();
        clock.enter(Phase.COMMIT, "");
        remains.commit();
        landing.go();
        goesOn = true;
        clock.enter(Phase.RUNNING, "");
        kept.release();
    }
}
