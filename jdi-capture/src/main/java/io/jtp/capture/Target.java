package io.jtp.capture;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.LongValue;
import com.sun.jdi.ObjectCollectedException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.PathSearchingVirtualMachine;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.StringReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import io.jtp.capture.TargetException.Reason;
import io.jtp.capture.jdwp.JdwpConnectException;
import io.jtp.capture.jdwp.JdwpConnection;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.snapshot.Obstacle;
import io.jtp.snapshot.Origin;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A running program that this process is attached to as its debugger.
 *
 * <p>{@link #close} lets the program go on as it was, whatever was done to it: the JDWP agent drops all requests, resumes all threads
 * and unpins all objects when its debugger leaves, and so it does if this process dies.
 *
 * <p>For use by one thread at a time.
 */
public final class Target implements AutoCloseable {

    /** A JVM that is alive answers at once; one that another debugger holds never does. */
    private static final Duration CONNECT_BOUND = Duration.ofSeconds(5);

    /** One fails only if a garbage collection comes within a round trip. */
    private static final int PREPARE_ATTEMPTS = 5;

    private final JdwpConnection connection;
    private final VirtualMachine vm;
    private final JdwpPipe pipe;
    private final Events events;
    private Origin origin;
    private Path javaHome;
    private CallThread calls;
    private FrameArrays frameArrays;
    private StackWalk stackWalk;
    private BulkCalls bulkCalls;
    private RunningMorphs morphs;
    private VirtualThreads virtualThreads;
    private ContinuationWalk continuationWalk;
    private ThreadReference jvmThread;
    private final List<Obstacle> obstacles = new ArrayList<>();
    private final List<ThreadReference> ourThreads = new ArrayList<>();

    private Target(JdwpConnection connection) throws IOException {
        this.connection = connection;
        this.vm = Bootstrap.virtualMachineManager().createVirtualMachine(connection);
        this.pipe = JdwpPipe.over(connection);
        this.events = new Events(vm);
    }

    /**
     * Attaches to a program and asks what it runs with. The program is held for a few milliseconds at most.
     *
     * @param name a pid, or {@code host:port} of a JDWP agent
     * @throws TargetException if there is no such program or it cannot be attached to
     */
    public static Target attach(String name) throws TargetException {
        if (name.matches("\\d+")) {
            JvmProcess process = JvmProcess.findListening(pid(name));
            return attach(process.listener(), Optional.of(process));
        }
        return attach(JdwpAddress.parse(name), Optional.empty());
    }

    private static long pid(String name) throws TargetException {
        try {
            return Long.parseLong(name);
        } catch (NumberFormatException e) {
            throw new TargetException(Reason.NOT_FOUND, name + " is no pid", e);
        }
    }

    private static Target attach(JdwpAddress address, Optional<JvmProcess> process) throws TargetException {
        Target target = connect(address, process);
        try {
            target.describe(address, process);
            return target;
        } catch (InvocationFailedException | IOException e) {
            target.abandon(e);
            if (e.getCause() instanceof TargetException cause) {
                throw cause;
            }
            throw new TargetException(Reason.LOST, "Could not ask the program what it runs with: " + e.getMessage(), e);
        } catch (VMDisconnectedException e) {
            target.abandon(e);
            throw new TargetException(Reason.LOST, "The program ended while it was being looked at", e);
        } catch (TargetException | RuntimeException e) {
            target.abandon(e);
            throw e;
        }
    }

    private static Target connect(JdwpAddress address, Optional<JvmProcess> process) throws TargetException {
        String who = process.map(p -> "process " + p.pid()).orElse("the program on " + address);
        try {
            JdwpConnection connection = JdwpConnection.open(address.host(), address.port(), CONNECT_BOUND);
            try {
                return new Target(connection);
            } catch (IOException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (JdwpConnectException e) {
            // an agent that has its debugger stops listening, so a refused connection of a known process means the same
            boolean taken = e.reason() == JdwpConnectException.Reason.CLOSED
                    || process.isPresent() && e.reason() == JdwpConnectException.Reason.REFUSED;
            throw new TargetException(
                    taken ? Reason.BUSY : Reason.NOT_FOUND,
                    taken
                            ? who.substring(0, 1).toUpperCase(Locale.ROOT) + who.substring(1) + " "
                                    + Impediment.DEBUGGER_ATTACHED.problem() + " (" + e.getMessage() + "). "
                                    + Impediment.DEBUGGER_ATTACHED.remedy()
                            : "Cannot attach to " + who + ": " + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw new TargetException(Reason.LOST, "Cannot attach to " + who + ": " + e.getMessage(), e);
        }
    }

    private void describe(JdwpAddress address, Optional<JvmProcess> known)
            throws TargetException, InvocationFailedException, IOException {
        Optional<JvmProcess> process = known;
        List<String> options;
        Map<String, String> properties;
        try (HostThread host = host()) {
            jvmThread = host.thread();
            Invoker invoker = new Invoker(jvmThread);
            EndOfProgram.watch(vm, invoker);
            morphs = RunningMorphs.read(vm, pipe);
            options = runtimeArguments(invoker);
            virtualThreads = new VirtualThreads(vm, pipe, options.stream().anyMatch(VirtualThreads::areListed));
            if (process.isEmpty()) {
                process = processAt(address, invoker);
            }
            properties = process.isPresent() ? process.get().systemProperties() : systemProperties(invoker);
            prepare(invoker);
            if (virtualThreads.areUsed()) {
                continuationWalk = continuationWalk(invoker);
            }
            // makes the map that it shows, so that it can be captured even if the program has not asked for it yet
            invoker.callStatic("java.lang.System", "getenv", "(Ljava/lang/String;)Ljava/lang/String;", "PATH");
        }
        VmOptions vmOptions = VmOptions.of(options, morphs.resumed());
        obstacles.addAll(vmOptions.obstacles());
        Path directory = process.flatMap(JvmProcess::workingDirectory)
                .orElseGet(() -> Path.of(properties.getOrDefault("user.dir", "/")));
        List<String> commandLine = MainCall.ofModule(
                process.map(JvmProcess::commandLine).orElse(List.of()),
                vmOptions.mainModule(),
                properties.getOrDefault("jdk.module.main.class", ""));
        MainCall main = mainCall(commandLine, directory);
        // not by the property, which is the program's own and may come from another machine
        javaHome = Path.of(staticString("jdk.internal.util.StaticProperty", "JAVA_HOME"));
        List<Path> modules = ModulePath.expand(vmOptions.modulePath(), directory);
        origin = new Origin(
                properties.get("java.vm.version"),
                properties.get("java.vm.vendor"),
                properties.get("os.arch"),
                objectLayout(),
                vmOptions.options(),
                true,
                options.stream().anyMatch(VirtualThreads::areListed),
                vmOptions.mainModule(),
                main.type(),
                main.arguments(),
                modules.size(),
                Stream.concat(
                                modules.stream(),
                                ClassPath.expand(startedClassPath(vmOptions.mainModule()), directory).stream())
                        .map(Path::toString)
                        .toList(),
                directory.toString(),
                properties,
                process.map(JvmProcess::pid).orElse(0L),
                System.currentTimeMillis(),
                0);
        // what has been learnt may be true of a program that is just ending
        events.drain();
    }

    /**
     * Makes what the capture will use. The program runs meanwhile, so the garbage collector can take a result before it is pinned, and the
     * invoker calls again; but a stream, of which there are some in this, cannot be asked twice. What has not returned in time will not the
     * next time either.
     */
    private void prepare(Invoker invoker) throws InvocationFailedException, IOException {
        for (int attempt = 1; stackWalk == null || bulkCalls == null; attempt++) {
            try {
                calls = CallThread.prepare(invoker, events, pipe);
                frameArrays = new FrameArrays(invoker, pipe, calls);
                stackWalk = StackWalk.prepare(invoker, frameArrays);
                bulkCalls = BulkCalls.prepare(invoker, pipe, calls);
            } catch (InvocationFailedException | ObjectCollectedException e) {
                if (attempt == PREPARE_ATTEMPTS || e.getCause() instanceof TimeoutException) {
                    throw e;
                }
            }
        }
    }

    /**
     * The class path as it was when the JVM was started: the property may have been set since, or come with the program from another machine.
     * Without one it is the working directory, but not if a module is started.
     */
    private Optional<String> startedClassPath(String mainModule) {
        String path = String.join(File.pathSeparator, ((PathSearchingVirtualMachine) vm).classPath());
        return path.isEmpty() && !mainModule.isEmpty() ? Optional.empty() : Optional.of(path);
    }

    private String staticString(String type, String field) {
        ReferenceType declaring = vm.classesByName(type).get(0);
        return ((StringReference) declaring.getValue(declaring.fieldByName(field))).value();
    }

    /** As in {@link Origin#objectLayout()}. */
    private String objectLayout() {
        ReferenceType unsafe = vm.classesByName("jdk.internal.misc.Unsafe").get(0);
        return unsafe.getValue(unsafe.fieldByName("ARRAY_OBJECT_INDEX_SCALE")) + "/"
                + unsafe.getValue(unsafe.fieldByName("ARRAY_BYTE_BASE_OFFSET"));
    }

    private static List<String> runtimeArguments(Invoker invoker) throws InvocationFailedException {
        ArrayReference array = (ArrayReference)
                invoker.objectFromStatic("jdk.internal.misc.VM", "getRuntimeArguments", "()[Ljava/lang/String;");
        List<String> arguments = new ArrayList<>();
        for (Value value : array.getValues()) {
            arguments.add(((StringReference) value).value());
        }
        return arguments;
    }

    /** The process behind a JDWP address, if it is one on this machine that the Attach API gets at. */
    private static Optional<JvmProcess> processAt(JdwpAddress address, Invoker invoker)
            throws InvocationFailedException, IOException {
        if (!InetAddress.getByName(address.host()).isLoopbackAddress()) {
            return Optional.empty();
        }
        ObjectReference handle =
                invoker.objectFromStatic("java.lang.ProcessHandle", "current", "()Ljava/lang/ProcessHandle;");
        ReferenceType type = handle.referenceType();
        long pid = ((LongValue) handle.getValue(type.fieldByName("pid"))).value();
        long started = ((LongValue) handle.getValue(type.fieldByName("startTime"))).value();
        return JvmProcess.debugged(pid, started);
    }

    private static Map<String, String> systemProperties(Invoker invoker) throws InvocationFailedException {
        ObjectReference properties =
                invoker.objectFromStatic("java.lang.System", "getProperties", "()Ljava/util/Properties;");
        ObjectReference names = invoker.objectFrom(properties, "stringPropertyNames", "()Ljava/util/Set;");
        ArrayReference array = (ArrayReference) invoker.objectFrom(names, "toArray", "()[Ljava/lang/Object;");
        Map<String, String> strings = new LinkedHashMap<>();
        for (Value name : array.getValues()) {
            Value value = invoker.call(properties, "getProperty", "(Ljava/lang/String;)Ljava/lang/String;", name);
            strings.put(((StringReference) name).value(), ((StringReference) value).value());
        }
        return strings;
    }

    /** {@return how main was called, or is going to be} With an obstacle, and an empty name, if that is not known. */
    private MainCall mainCall(List<String> commandLine, Path directory) throws IOException {
        ProgramThreads threads = ProgramThreads.suspend(vm, ourThreads, virtualThreads);
        try {
            obstacles.addAll(threads.obstacles());
            return threads.main().isPresent()
                    ? MainCall.of(threads.main().get(), commandLine, obstacles)
                    : MainCall.ended(vm, commandLine, directory, obstacles);
        } finally {
            vm.resume();
        }
    }

    /** {@return where the main thread is just now, each place once} Holds the program for some milliseconds. */
    List<Location> mainPlaces() throws IOException {
        vm.suspend();
        try {
            return ProgramThreads.find(vm, ourThreads, virtualThreads).main().stream()
                    .flatMap(main -> ProgramThreads.frames(main).stream())
                    .map(StackFrame::location)
                    .distinct()
                    .toList();
        } finally {
            vm.resume();
        }
    }

    /** {@return a thread of the JVM's own, which lives as long as the JVM} */
    ThreadReference jvmThread() {
        return jvmThread;
    }

    /** {@return a thread in which methods can be invoked while the program runs; to be closed} */
    HostThread host() throws TargetException {
        return HostThread.stop(vm, events)
                .orElseThrow(() -> new TargetException(
                        Reason.UNSUITABLE, "The JVM's own thread Common-Cleaner does not answer. Try again"));
    }

    /** What is known already to keep this program from being moved, whatever it does. */
    public List<Obstacle> obstacles() {
        return List.copyOf(obstacles);
    }

    /** {@return what the program runs with} */
    public Origin origin() {
        return origin;
    }

    /** {@return {@code java.home} of the target, a path on its machine} */
    public Path javaHome() {
        return javaHome;
    }

    public VirtualMachine vm() {
        return vm;
    }

    /** {@return bulk commands on the same connection} */
    public JdwpPipe pipe() {
        return pipe;
    }

    /** {@return threads in the target that are the tool's, not the program's} */
    List<ThreadReference> ourThreads() {
        return ourThreads;
    }

    Events events() {
        return events;
    }

    RunningMorphs morphs() {
        return morphs;
    }

    VirtualThreads virtualThreads() {
        return virtualThreads;
    }

    FrameArrays frameArrays() {
        return frameArrays;
    }

    StackWalk stackWalk() {
        return stackWalk;
    }

    /** {@return what reads virtual threads} @param invoker in any thread; not closed while this is in use */
    ContinuationWalk continuationWalk(Invoker invoker) throws InvocationFailedException {
        return continuationWalk == null
                ? ContinuationWalk.prepare(invoker, pipe, frameArrays, calls)
                : continuationWalk;
    }

    /**
     * {@return what reads many objects at once, made now} While the program runs.
     *
     * @param invoker in any thread; not closed while this is in use
     */
    TargetColumns columns(Invoker invoker) throws InvocationFailedException, IOException {
        return TargetColumns.prepare(invoker, pipe, calls);
    }

    BulkCalls bulkCalls() {
        return bulkCalls;
    }

    /** Breaks the connection, as the end of this process would. */
    void cut() throws IOException {
        connection.cut();
    }

    /**
     * Sets up what can make this process a husk later. Takes most of a second, during which the program runs; so it is done before the
     * program is suspended.
     *
     * @throws TargetException if the target could not do it, such as when it cannot reach this machine
     */
    public Husk prepareHusk() throws TargetException {
        try (HostThread host = host()) {
            Husk husk = Husk.prepare(host.thread());
            ourThreads.addAll(husk.threads());
            return husk;
        } catch (InvocationFailedException | IOException e) {
            throw new TargetException(
                    Reason.LOST, "The process could not be prepared to stay as a husk: " + e.getMessage(), e);
        } catch (VMDisconnectedException e) {
            throw new TargetException(Reason.LOST, "The program ended, or the connection to it broke", e);
        }
    }

    /**
     * Ends the program's process and waits until it is gone. None of its shutdown hooks runs.
     *
     * @throws IOException if it is not known to have ended; it may run on
     */
    public void end(int exitCode) throws IOException {
        EndedSource.end(vm, origin.pid(), exitCode);
        connection.close();
    }

    /** Detaches. The program runs on as it was, unless it has ended. */
    @Override
    public void close() throws IOException {
        try {
            vm.dispose();
        } catch (VMDisconnectedException e) {
            // it has ended, or the connection broke and its agent has let it go already
            return;
        } finally {
            connection.close();
        }
    }

    private void abandon(Exception cause) {
        try {
            close();
        } catch (IOException | RuntimeException e) {
            cause.addSuppressed(e);
        }
    }
}
