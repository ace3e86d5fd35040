package io.jtp.cli;

import io.jtp.launch.DebuggerGate;
import io.jtp.launch.DestinationAddress;
import io.jtp.launch.LaunchException;
import io.jtp.launch.Stdio;
import io.jtp.snapshot.Cargo;
import io.jtp.snapshot.Origin;
import io.jtp.snapshot.PackedFile;
import io.jtp.snapshot.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Has a program go on that is in a file, and joins its standard streams to this process's until it ends. */
final class Resumption {
    private final Path file;
    private final Landing.Request to;
    private final boolean debug;
    private final TeleportObserver observer;
    private final Undertaking undertaking;
    private Path fateUnknown;

    /** @param debug whether it is to stand still until a debugger has attached and resumes it */
    Resumption(Path file, Landing.Request to, boolean debug, TeleportObserver observer) {
        this.file = file;
        this.to = to;
        this.debug = debug;
        this.observer = observer;
        this.undertaking = new Undertaking(observer, "nothing runs, and the snapshot is as it was");
    }

    /**
     * Resumes it, and stays until it ends. To be called once.
     *
     * @return the program's exit code
     * @throws TeleportException if it failed; what became of the program is in its kind
     */
    int run() throws TeleportException, InterruptedException {
        try {
            return undertaking.run(this::steps);
        } catch (RefusedException e) {
            throw new IllegalStateException("only what runs can be refused", e);
        }
    }

    private int steps() throws TeleportException, LaunchException, IOException, InterruptedException {
        undertaking.clock().enter(Phase.LOAD, file.toString());
        StoredProgram stored = StoredProgram.read(file);
        Cargo cargo = stored.content().cargo();
        Origin origin = cargo.snapshot().program().origin();

        Landing landing = Landing.prepare(to, origin, undertaking);
        Shipment none = new Shipment(landing.destination().sentFiles(), observer);
        List<PackedFile> classPath = landing.address() instanceof DestinationAddress.Local
                ? stored.classPathHere()
                : stored.content().classPath();
        landing.boot(origin, classPath, debug ? Landing.STORED_DEBUG : Landing.STORED);
        landing.awaitReady();
        undertaking.clock().enter(Phase.TRANSFER, "");
        long bytes = landing.send(cargo);
        undertaking.clock().enter(Phase.RESTORE, "");
        landing.awaitPrepared();
        if (debug) {
            DebuggerGate gate = landing.hold();
            undertaking.clock().enter(Phase.DEBUGGER, "");
            observer.debuggerAwaited(gate.port(), Standing.of(cargo.snapshot().program()));
            gate.awaitDebugger();
        }

        Vigil vigil = new Vigil(new Remains.None(Stdio.ofThisProcess()), landing.jvm(), none, observer);
        if (!undertaking.rollback().commit(vigil::breakOff)) {
            throw new IOException("this process is being ended");
        }
        fateUnknown = file;
        undertaking.committed(() -> fateUnknown, none::left);
        undertaking.clock().enter(Phase.COMMIT, "");
        if (debug) {
            landing.jvm().goWhenResumed();
        } else {
            landing.jvm().go();
        }
        fateUnknown = null;
        undertaking.clock().enter(Phase.RUNNING, "");
        observer.resumed(Report.of(
                cargo.snapshot(),
                undertaking.clock(),
                landing.pid(),
                landing.toString(),
                List.of(),
                "from a snapshot",
                bytes));
        return vigil.keep();
    }
}
