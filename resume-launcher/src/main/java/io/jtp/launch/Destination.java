package io.jtp.launch;

import io.jtp.snapshot.PackedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A place where JVMs can be started. In this order: {@link #findJdk}, {@link #place}, {@link #boot}.
 *
 * <p>Closing it closes the connection; JVMs that were booted and not let go end by that.
 */
public sealed interface Destination extends AutoCloseable permits LocalDestination, SshDestination {

    /**
     * Connects and logs in.
     *
     * @throws LaunchException if the host cannot be reached, its key is not known, or the login is refused
     */
    static Destination connect(DestinationAddress address, SshOptions options) throws LaunchException {
        if (address instanceof DestinationAddress.Ssh ssh) {
            return SshDestination.connect(ssh, options, SshConnector.ALIVE_INTERVAL);
        }
        return new LocalDestination();
    }

    /**
     * Finds the JDK to use.
     *
     * @param java path of a java command or a JDK there, or empty to look in all usual places
     * @param wanted the build that it has to be
     * @throws LaunchException if there is none; the message lists what was found instead
     */
    RemoteJdk findJdk(Optional<String> java, WantedJdk wanted) throws LaunchException;

    /** Has files watched that are sent from now on. */
    void watch(Transfers transfers);

    /** {@return what is there} Changes nothing. */
    Survey survey() throws LaunchException;

    /**
     * Brings files there, if they are not there already. Directories on the class path are sent as jars; entries that do not exist are
     * left out, as a JVM does.
     *
     * @param agentJar agent jar of this jtp
     * @param classPath class path of the program
     */
    PlacedFiles place(Path agentJar, List<PackedFile> classPath) throws LaunchException;

    /** Starts a JVM; returns at once, see {@link DestinationJvm#awaitReady}. */
    DestinationJvm boot(LaunchSpec spec) throws LaunchException;

    /**
     * Suspends a JVM there that stands ready to go, until a debugger resumes it. Its agent has to be asked for JDWP, see {@link LaunchSpec}.
     *
     * @param port the JVM's JDWP agent's, on the loopback interface there
     */
    DebuggerGate hold(int port) throws LaunchException;

    /** {@return files for a program that goes on there, none yet} To be closed before the destination is. */
    SentFiles sentFiles();

    /** {@return the programs that were detached there} */
    DetachedPrograms detachedPrograms();

    /** {@return what to call it in messages} */
    String name();

    @Override
    void close();
}
