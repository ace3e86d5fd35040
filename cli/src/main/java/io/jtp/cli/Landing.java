package io.jtp.cli;

import io.jtp.launch.DebuggerGate;
import io.jtp.launch.Destination;
import io.jtp.launch.DestinationAddress;
import io.jtp.launch.DestinationJvm;
import io.jtp.launch.DetachedPrograms;
import io.jtp.launch.Detachment;
import io.jtp.launch.LaunchException;
import io.jtp.launch.LaunchSpec;
import io.jtp.launch.PlacedFiles;
import io.jtp.launch.RemoteJdk;
import io.jtp.launch.SshOptions;
import io.jtp.launch.WantedJdk;
import io.jtp.snapshot.Cargo;
import io.jtp.snapshot.Origin;
import io.jtp.snapshot.PackedFile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JVM at a destination that a program goes on in, up to the point where it only has to be let go. In this order: {@link #prepare},
 * {@link #boot}, {@link #awaitReady}, {@link #send}, {@link #awaitPrepared}. The {@link Undertaking} ends it when it fails.
 */
final class Landing {
    private static final Logger LOG = LoggerFactory.getLogger(Landing.class);

    /** A JVM with the agent is up in half a second; a busy machine, or one with a slow disk, takes longer. */
    private static final Duration BOOT_LIMIT = Duration.ofSeconds(60);

    /** For a program that has been in a file. */
    static final String STORED = "stored=true";

    /** The same for a JVM that a debugger is going to attach to. */
    static final String STORED_DEBUG = STORED + ",debug=true";

    /** The program stands still meanwhile. 100,000 objects take well under a second. */
    private static final Duration RESTORE_LIMIT = Duration.ofSeconds(120);

    /** After a line has broken that told a program to go on, for a look at whether it does. */
    private static final Duration RECONNECT_LIMIT = Duration.ofSeconds(60);

    private static final long BETWEEN_LOOKS_MILLIS = 500;

    /**
     * Where a program is to go on.
     *
     * @param where where to
     * @param ssh the files that SSH goes by
     * @param directories where jtp keeps files on this machine
     * @param java the java command, or JDK, to use there; else it is looked for
     */
    record Request(DestinationSource where, SshOptions ssh, Directories directories, Optional<String> java) {}

    private final Request request;
    private final DestinationAddress address;
    private final Destination destination;
    private final RemoteJdk jdk;
    private final Undertaking undertaking;
    private Optional<Detachment> detachment = Optional.empty();
    private DestinationJvm jvm;
    private Map<String, String> ready = Map.of();

    private Landing(
            Request request,
            DestinationAddress address,
            Destination destination,
            RemoteJdk jdk,
            Undertaking undertaking) {
        this.request = request;
        this.address = address;
        this.destination = destination;
        this.jdk = jdk;
        this.undertaking = undertaking;
    }

    /** Connects, and finds the JDK that the program has to go on with. */
    static Landing prepare(Request request, Origin origin, Undertaking undertaking)
            throws LaunchException, IOException, InterruptedException {
        DestinationAddress address = request.where().find(undertaking);
        undertaking.clock().enter(Phase.DESTINATION, address.toString());
        Destination destination = Destination.connect(address, request.ssh());
        undertaking.rollback().atDestination(destination::close);
        return new Landing(
                request, address, destination, destination.findJdk(request.java(), WantedJdk.of(origin)), undertaking);
    }

    /** {@return what tells the program that it is this copy of several} @param number from 1 on */
    static String fork(int number) {
        return "fork=" + number;
    }

    DestinationAddress address() {
        return address;
    }

    Destination destination() {
        return destination;
    }

    /** The program is to go on there without jtp. To be called before {@link #boot}. */
    void detach(Detachment how) {
        detachment = Optional.of(how);
    }

    /**
     * Brings the files there and starts the JVM, which takes a while to be ready.
     *
     * @param agentOptions {@link #STORED}, {@link #STORED_DEBUG}, {@link #fork}, or nothing
     */
    void boot(Origin origin, List<PackedFile> classPath, String agentOptions) throws LaunchException, IOException {
        PlacedFiles files = destination.place(AgentJar.in(request.directories().cache()), classPath);
        LaunchSpec spec = LaunchSpec.of(origin, jdk, files, agentOptions);
        jvm = destination.boot(detachment.map(spec::detached).orElse(spec));
        undertaking.rollback().atDestination(detachment.isPresent() ? jvm::close : jvm::kill);
    }

    void awaitReady() throws LaunchException {
        ready = jvm.awaitReady(BOOT_LIMIT);
    }

    /** {@return how many bytes it took} */
    long send(Cargo cargo) throws LaunchException {
        return jvm.send(cargo);
    }

    /** Waits until the program stands there with all its threads. */
    void awaitPrepared() throws LaunchException {
        Map<String, String> restore = jvm.awaitPrepared(RESTORE_LIMIT);
        LOG.debug("the destination's account of the restore: {}", restore);
    }

    /**
     * Once it is prepared: suspends it until a debugger resumes it. To be booted with {@link #STORED_DEBUG}.
     *
     * @return where the debugger is to connect to
     */
    DebuggerGate hold() throws LaunchException, IOException {
        String address = ready.getOrDefault("jdwp", "");
        if (!address.matches(".*:\\d{1,5}")) {
            throw new IOException("the JVM on " + destination.name() + " has no JDWP agent that listens");
        }
        DebuggerGate gate = destination.hold(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
        undertaking.rollback().atDestination(() -> {
            // without its debugger it would run on
            jvm.kill();
            gate.close();
        });
        return gate;
    }

    /**
     * Lets the program go on. If the line breaks just then, a program that is detached goes on all the same: it is looked for over another
     * line.
     */
    void go() throws LaunchException, InterruptedException {
        try {
            jvm.go();
        } catch (LaunchException e) {
            if (detachment.isEmpty() || !hasGoneOn(detachment.get().id(), e)) {
                throw e;
            }
        }
    }

    private boolean hasGoneOn(String id, LaunchException broken) throws LaunchException, InterruptedException {
        long deadline = System.nanoTime() + RECONNECT_LIMIT.toNanos();
        while (true) {
            try (Destination again = Destination.connect(address, request.ssh())) {
                DetachedPrograms.State state = again.detachedPrograms().state(id);
                if (!(state instanceof DetachedPrograms.State.Starting)) {
                    return !(state instanceof DetachedPrograms.State.Unknown);
                }
            } catch (LaunchException e) {
                LOG.debug("{} cannot be reached again", address, e);
            }
            if (System.nanoTime() > deadline) {
                throw broken;
            }
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
    }

    DestinationJvm jvm() {
        return jvm;
    }

    /** {@return the process the program is in, or 0 if that is not known} */
    long pid() {
        return jvm.pid().orElse(0);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
