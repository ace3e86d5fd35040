package io.jtp.cli;

import io.jtp.capture.TargetException;
import io.jtp.launch.LaunchException;
import io.jtp.launch.Stdio;
import io.jtp.snapshot.Cargo;
import io.jtp.snapshot.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Has several copies of a program go on side by side, each in a JVM of its own, and the program itself go on too, or end. All copies are one and the same instant; none is
 * let go before every one stands complete at its destination.
 */
final class Forking {
    private static final Stdio SHARED = Stdio.ofThisProcess();

    private final Source.Request request;
    private final List<Landing.Request> to;
    private final boolean end;
    private final TeleportObserver observer;
    private final Undertaking undertaking;
    private final List<Copy> copies = new ArrayList<>();

    /**
     * @param to a destination for each copy
     * @param end whether to end the program's process when all copies are complete
     */
    Forking(Source.Request request, List<Landing.Request> to, boolean end, TeleportObserver observer) {
        this.request = request;
        this.to = to;
        this.end = end;
        this.observer = observer;
        this.undertaking = new Undertaking(observer, "no copy runs, and the program goes on where it was");
    }

    /**
     * Makes the copies, and passes on what they print until the last one has ended. To be called once.
     *
     * @return 0 if all copies have ended with that, else the exit code of the first, by number, that has not
     * @throws RefusedException if the program cannot be captured as it stands; it goes on
     * @throws TeleportException if it failed; what became of the program is in its kind
     */
    int run() throws RefusedException, TeleportException, InterruptedException {
        return undertaking.run(this::steps);
    }

    private int steps()
            throws RefusedException, TeleportException, TargetException, LaunchException, IOException,
                    InterruptedException {
        Source source = Source.attach(request, undertaking);
        source.readClassPath();
        for (Landing.Request each : to) {
            Landing landing = Landing.prepare(each, source.origin(), undertaking);
            landing.boot(source.origin(), source.classPath(), Landing.fork(copies.size() + 1));
            copies.add(new Copy(copies.size() + 1, landing));
        }
        source.prepare();
        for (Copy copy : copies) {
            copy.landing.awaitReady();
        }
        Cargo cargo = source.capture();
        undertaking.clock().enter(Phase.TRANSFER, "");
        Optional<KeptSnapshot> kept = end
                ? Optional.of(
                        KeptSnapshot.begin(to.get(0).directories(), cargo, source.classPath(), undertaking.rollback()))
                : Optional.empty();
        long bytes = 0;
        for (Copy copy : copies) {
            bytes += copy.landing.send(cargo);
        }
        undertaking.clock().enter(Phase.RESTORE, "");
        for (Copy copy : copies) {
            copy.landing.awaitPrepared();
        }
        if (kept.isPresent()) {
            kept.get().await();
        }
        handOver(source, kept);
        observer.forked(
                source.report(cargo.snapshot(), 0, "", bytes),
                copies.stream().map(Copy::toString).toList(),
                end);
        return awaitEnds();
    }

    /** @param kept what is left of the program if it is ended */
    private void handOver(Source source, Optional<KeptSnapshot> kept)
            throws TargetException, LaunchException, IOException {
        if (kept.isEmpty()) {
            // what it does now is not in the copies, which are complete
            source.letGo();
        }
        if (!undertaking.rollback().commit(this::breakOff)) {
            throw new IOException("this process is being ended");
        }
        undertaking.committed(() -> kept.map(KeptSnapshot::file).orElse(null), () -> "");
        undertaking.clock().enter(Phase.COMMIT, "");
        if (kept.isPresent()) {
            kept.get().need();
            source.end();
        }
        for (Copy copy : copies) {
            copy.landing.jvm().go();
        }
        undertaking.clock().enter(Phase.RUNNING, "");
        if (kept.isPresent()) {
            kept.get().release();
        }
    }

    private void breakOff() throws LaunchException, IOException, InterruptedException {
        for (Copy copy : copies) {
            copy.vigil.breakOff();
        }
    }

    private int awaitEnds() throws TeleportException, InterruptedException {
        List<FutureTask<Integer>> ends = new ArrayList<>();
        for (Copy copy : copies) {
            FutureTask<Integer> task = new FutureTask<>(copy);
            ends.add(task);
            new Thread(task, "jtp copy " + copy.number).start();
        }
        int first = ExitCode.DONE;
        TeleportException lost = null;
        for (int i = 0; i < ends.size(); i++) {
            try {
                int code = ends.get(i).get();
                observer.copyEnded(i + 1, code);
                first = first == ExitCode.DONE ? code : first;
            } catch (ExecutionException e) {
                TeleportException failure = TeleportException.afterCommit(
                        "copy " + (i + 1) + " is lost: " + e.getCause().getMessage(), null, e.getCause());
                if (lost == null) {
                    lost = failure;
                } else {
                    lost.addSuppressed(failure);
                }
            }
        }
        if (lost != null) {
            throw lost;
        }
        return first;
    }

    /** One copy, and its streams: it reads nothing, and what it prints is marked with its number. */
    private final class Copy implements Callable<Integer> {
        private final int number;
        private final Landing landing;
        private final PrefixedOutput out;
        private final PrefixedOutput err;
        private final Vigil vigil;

        Copy(int number, Landing landing) {
            this.number = number;
            this.landing = landing;
            this.out = new PrefixedOutput(SHARED.stdout(), "[" + number + "] ");
            this.err = new PrefixedOutput(SHARED.stderr(), "[" + number + "] ");
            Remains remains = new Remains.None(new Stdio(InputStream.nullInputStream(), out, err));
            this.vigil = new Vigil(
                    remains, landing.jvm(), new Shipment(landing.destination().sentFiles(), observer), observer);
        }

        @Override
        public Integer call() throws Exception {
            try {
                return vigil.keep();
            } finally {
                out.finish();
                err.finish();
            }
        }

        @Override
        public String toString() {
            return "[" + number + "] process " + landing.pid() + " at " + landing;
        }
    }
}
