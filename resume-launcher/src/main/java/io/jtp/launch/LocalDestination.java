package io.jtp.launch;

import io.jtp.snapshot.PackedFile;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** This machine: JVMs are child processes, files are used where they are, or put into the cache if they are nowhere. */
public final class LocalDestination implements Destination {
    private final Shell shell = new LocalShell();
    private Transfers transfers = Transfers.UNWATCHED;

    LocalDestination() {}

    @Override
    public RemoteJdk findJdk(Optional<String> java, WantedJdk wanted) throws LaunchException {
        return JdkFinder.find(shell, java, wanted);
    }

    @Override
    public void watch(Transfers transfers) {
        this.transfers = transfers;
    }

    @Override
    public Survey survey() throws LaunchException {
        return Survey.of(shell);
    }

    @Override
    public PlacedFiles place(Path agentJar, List<PackedFile> classPath) throws LaunchException {
        if (!Files.isRegularFile(agentJar)) {
            throw LaunchException.environment(
                    "The agent jar " + agentJar + " is missing: jtp is not completely installed");
        }
        List<PackedFile> missing =
                classPath.stream().filter(file -> file.place().isEmpty()).toList();
        FileCache.Stored stored = missing.isEmpty()
                ? new FileCache.Stored(List.of(), 0, 0)
                : new FileCache(shell, transfers).store(missing);
        Iterator<String> paths = stored.paths().iterator();
        List<String> entries = new ArrayList<>();
        for (PackedFile file : classPath) {
            entries.add(file.place().isPresent() ? file.place().get().toString() : paths.next());
        }
        return new PlacedFiles(agentJar.toAbsolutePath().toString(), entries, stored.filesSent(), stored.bytesSent());
    }

    @Override
    public DestinationJvm boot(LaunchSpec spec) throws LaunchException {
        return new DestinationJvm(shell, spec);
    }

    @Override
    public DebuggerGate hold(int port) throws LaunchException {
        try {
            return DebuggerGate.hold(Link.of(new Socket(Link.LOOPBACK, port)));
        } catch (IOException e) {
            throw LaunchException.environment("The JVM's JDWP agent on port " + port + " does not answer: " + e, e);
        }
    }

    @Override
    public SentFiles sentFiles() {
        return new SentFiles(shell, transfers);
    }

    @Override
    public DetachedPrograms detachedPrograms() {
        return new DetachedPrograms(shell);
    }

    @Override
    public String name() {
        return shell.name();
    }

    /** Nothing is held open. */
    @Override
    public void close() {}
}
