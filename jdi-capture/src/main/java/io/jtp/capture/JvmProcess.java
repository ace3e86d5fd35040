package io.jtp.capture;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.jtp.capture.TargetException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * A JVM on this machine, found by its pid: what the Attach API and {@code /proc} tell about it while it runs on undisturbed.
 *
 * @param address where its JDWP agent listens; empty if it has none, or if a debugger is attached to it
 * @param systemProperties as they are now
 * @param javaOptions what {@code sun.jvm.args} says: the options, separated by blanks that cannot be told from blanks in them
 * @param commandLine the main class and its arguments, exactly as they were given; empty if they cannot be told
 * @param workingDirectory where the process is now, or empty if the operating system does not tell
 */
record JvmProcess(
        long pid,
        Optional<JdwpAddress> address,
        Map<String, String> systemProperties,
        String javaOptions,
        List<String> commandLine,
        Optional<Path> workingDirectory) {

    /** Agent property, of the form {@code dt_socket:port}; empty while a debugger is attached. */
    private static final String LISTENER = "sun.jdwp.listenerAddress";

    /** Agent property: main class and arguments, separated by blanks that cannot be told from blanks in them. */
    private static final String COMMAND = "sun.java.command";

    /** An agent listens again some milliseconds after its debugger has left; the Attach API tells of no such change. */
    private static final int LOOKS = 10;

    private static final long BETWEEN_LOOKS_MILLIS = 50;

    /**
     * Asks a process.
     *
     * @throws TargetException if there is no such process, or it is no HotSpot JVM of ours
     */
    static JvmProcess find(long pid) throws TargetException {
        return find(pid, true);
    }

    /** {@link #find}, waiting a moment for an agent to listen again whose debugger has just left. */
    static JvmProcess findListening(long pid) throws TargetException {
        JvmProcess process = find(pid);
        for (int i = 0; i < LOOKS && process.hasAgent() && process.address().isEmpty(); i++) {
            try {
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return process;
            }
            process = find(pid);
        }
        return process;
    }

    private boolean hasAgent() {
        return JdwpOption.isIn(javaOptions);
    }

    /**
     * The same, of a process that a debugger is attached to already.
     *
     * @param startTimeMillis when it was started, as {@code ProcessHandle} tells it: another process of that pid is not meant
     */
    static Optional<JvmProcess> debugged(long pid, long startTimeMillis) {
        Optional<Instant> started = ProcessHandle.of(pid).flatMap(p -> p.info().startInstant());
        if (started.isEmpty() || started.get().toEpochMilli() != startTimeMillis) {
            return Optional.empty();
        }
        try {
            return Optional.of(find(pid, false));
        } catch (TargetException e) {
            // of another user, or without the Attach API: JDWP alone has to do
            return Optional.empty();
        }
    }

    /**
     * Asks a process and changes nothing in it.
     *
     * @throws TargetException as {@link #find}
     */
    static JvmProcess undisturbed(long pid) throws TargetException {
        return find(pid, false);
    }

    /** {@return why its JDWP agent does not listen} Empty if it does, or will when it is asked for it ({@code onjcmd=y}). */
    Optional<Impediment> impediment() {
        if (address.isPresent() || javaOptions.contains("onjcmd=y")) {
            return Optional.empty();
        }
        if (!hasAgent()) {
            return Optional.of(Impediment.NO_AGENT);
        }
        return Optional.of(
                javaOptions.contains("server=y") ? Impediment.DEBUGGER_ATTACHED : Impediment.STARTED_BY_DEBUGGER);
    }

    /** {@return where the JDWP agent listens} @throws TargetException with the reason why it does not */
    JdwpAddress listener() throws TargetException {
        if (address.isPresent()) {
            return address.get();
        }
        Impediment impediment = impediment().orElse(Impediment.DEBUGGER_ATTACHED);
        throw new TargetException(
                impediment.equals(Impediment.DEBUGGER_ATTACHED) ? Reason.BUSY : Reason.UNSUITABLE,
                "Process " + pid + " " + impediment.problem() + ". " + impediment.remedy());
    }

    private static JvmProcess find(long pid, boolean startable) throws TargetException {
        if (ProcessHandle.of(pid).isEmpty()) {
            throw new TargetException(
                    Reason.NOT_FOUND, "There is no process " + pid + ". `jtp ps` lists Java programs");
        }
        checkMappedLibraries(pid);
        VirtualMachine jvm = attach(pid);
        try {
            Map<String, String> properties = strings(jvm.getSystemProperties());
            checkHotSpot(pid, properties.getOrDefault("java.vm.name", "an unknown JVM"));
            Properties agent = jvm.getAgentProperties();
            String options = agent.getProperty("sun.jvm.args", "");
            String listener = agent.getProperty(LISTENER, "");
            if (listener.isEmpty() && options.contains("onjcmd=y") && startable) {
                startDebugging(pid);
                listener = jvm.getAgentProperties().getProperty(LISTENER, "");
            }
            Optional<JdwpAddress> address =
                    listener.isEmpty() ? Optional.empty() : Optional.of(JdwpAddress.ofListener(listener, options));
            return new JvmProcess(
                    pid,
                    address,
                    properties,
                    options,
                    CommandLine.of(pid, agent.getProperty(COMMAND, "")),
                    workingDirectory(pid));
        } catch (IOException e) {
            throw new TargetException(Reason.LOST, "Process " + pid + " did not answer: " + e.getMessage(), e);
        } finally {
            detach(jvm);
        }
    }

    /**
     * Attaching begins with SIGQUIT, which ends a process that is no JVM. So where the operating system shows what a process has loaded,
     * look first.
     */
    private static void checkMappedLibraries(long pid) throws TargetException {
        Path maps = Path.of("/proc", Long.toString(pid), "maps");
        if (!Files.exists(maps)) {
            return;
        }
        String mapped;
        try {
            mapped = Files.readString(maps, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            String owner = ProcessHandle.of(pid).flatMap(p -> p.info().user()).orElse("another user");
            throw new TargetException(
                    Reason.UNSUITABLE,
                    "Process " + pid + " belongs to " + owner + " and may not be looked at. Run jtp as that user",
                    e);
        }
        if (mapped.contains("libj9vm")) {
            checkHotSpot(pid, "OpenJ9");
        } else if (!mapped.contains("libjvm.so")) {
            throw new TargetException(
                    Reason.UNSUITABLE, "Process " + pid + " is not a Java program. `jtp ps` lists Java programs");
        }
    }

    private static void checkHotSpot(long pid, String vmName) throws TargetException {
        // the names of HotSpot builds: "OpenJDK 64-Bit Server VM", "Java HotSpot(TM) 64-Bit Server VM"
        if (!vmName.contains("OpenJDK") && !vmName.contains("HotSpot")) {
            throw new TargetException(
                    Reason.UNSUITABLE,
                    "Process " + pid + " runs on " + vmName + ". Only programs on HotSpot (OpenJDK) can be moved");
        }
    }

    private static VirtualMachine attach(long pid) throws TargetException {
        try {
            return VirtualMachine.attach(Long.toString(pid));
        } catch (AttachNotSupportedException e) {
            throw new TargetException(
                    Reason.UNSUITABLE,
                    "Process " + pid + " does not let the Attach API in (" + e.getMessage()
                            + "). If it is a Java program of another user, run jtp as that user; if it runs with"
                            + " -XX:+DisableAttachMechanism, name it by host:port of its JDWP agent",
                    e);
        } catch (IOException e) {
            throw new TargetException(
                    Reason.UNSUITABLE, "Process " + pid + " cannot be attached to: " + e.getMessage(), e);
        }
    }

    private static void detach(VirtualMachine jvm) throws TargetException {
        try {
            jvm.detach();
        } catch (IOException e) {
            throw new TargetException(Reason.LOST, "Detaching from the JVM failed: " + e.getMessage(), e);
        }
    }

    /**
     * Has a JDWP agent with {@code onjcmd=y} (JDK 17) listen. The Attach API has no public call for it.
     */
    private static void startDebugging(long pid) throws TargetException, IOException {
        String reply = AttachSocket.ask(pid, "jcmd", "VM.start_java_debugging");
        if (!reply.startsWith("0")) {
            throw new TargetException(
                    Reason.UNSUITABLE, "Process " + pid + " did not start its JDWP agent (onjcmd=y): " + reply.strip());
        }
    }

    private static Optional<Path> workingDirectory(long pid) throws TargetException {
        Path link = Path.of("/proc", Long.toString(pid), "cwd");
        if (!Files.exists(link)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readSymbolicLink(link));
        } catch (IOException e) {
            throw new TargetException(Reason.UNSUITABLE, "Cannot read " + link + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, String> strings(Properties properties) {
        Map<String, String> strings = new LinkedHashMap<>();
        properties.stringPropertyNames().stream().sorted().forEach(n -> strings.put(n, properties.getProperty(n)));
        return strings;
    }
}
