package io.jtp.launch;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.jtp.snapshot.PackedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A host that is reached by SSH. It needs an SSH server that runs commands, a POSIX shell and a JDK; nothing is installed there. */
public final class SshDestination implements Destination {
    private final List<Session> sessions;
    private final Shell shell;
    private Transfers transfers = Transfers.UNWATCHED;

    private SshDestination(List<Session> sessions, Shell shell) {
        this.sessions = sessions;
        this.shell = shell;
    }

    /** @param aliveInterval how often a silent line is asked for a sign of life while nothing runs there yet */
    static SshDestination connect(DestinationAddress.Ssh address, SshOptions options, Duration aliveInterval)
            throws LaunchException {
        List<Session> sessions = new SshConnector(options, aliveInterval).connect(address);
        return new SshDestination(sessions, new SshShell(sessions, address.toString()));
    }

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
        List<PackedFile> files = new ArrayList<>(List.of(PackedFile.of(agentJar)));
        classPath.stream().filter(PackedFile::isThere).forEach(files::add);
        FileCache.Stored stored = new FileCache(shell, transfers).store(files);
        return new PlacedFiles(
                stored.paths().get(0), stored.paths().subList(1, files.size()), stored.filesSent(), stored.bytesSent());
    }

    @Override
    public DestinationJvm boot(LaunchSpec spec) throws LaunchException {
        return new DestinationJvm(shell, spec);
    }

    @Override
    public DebuggerGate hold(int port) throws LaunchException {
        try {
            return DebuggerGate.hold(Link.through(sessions.get(sessions.size() - 1), Link.LOOPBACK, port, (int)
                    SshConnector.CONNECT_LIMIT.toMillis()));
        } catch (JSchException | IOException e) {
            throw LaunchException.environment(
                    "The SSH server of " + name() + " does not connect to the JVM's JDWP agent on its port " + port
                            + " (AllowTcpForwarding may be off there): " + e.getMessage(),
                    e);
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

    /** Ends the connection, and those through which it went. */
    @Override
    public void close() {
        for (int i = sessions.size() - 1; i >= 0; i--) {
            sessions.get(i).disconnect();
        }
    }
}
