package io.jtp.capture;

import com.sun.jdi.LongValue;
import com.sun.jdi.ObjectCollectedException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import io.jtp.capture.CaptureListener.Step;
import io.jtp.capture.FrameReader.Walked;
import io.jtp.capture.TargetException.Reason;
import io.jtp.capture.heap.HeapCapture;
import io.jtp.capture.heap.HeapImage;
import io.jtp.capture.heap.HeapSource;
import io.jtp.capture.heap.Located;
import io.jtp.capture.heap.Obstacles;
import io.jtp.capture.heap.ProcessFiles;
import io.jtp.capture.heap.TargetClasses;
import io.jtp.capture.hprof.HprofException;
import io.jtp.classfile.ClassFileSource;
import io.jtp.snapshot.Obstacle;
import io.jtp.snapshot.Origin;
import io.jtp.snapshot.Program;
import io.jtp.snapshot.RefusedException;
import io.jtp.snapshot.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Captures a program: brings it to a point where that is possible, holds it, and reads its threads and its heap.
 *
 * <p>Made while the program runs, which takes some hundred milliseconds; {@link #take} then is quick. The program is held from the end
 * of the rendezvous until the {@link Target} is closed. Good for one capture.
 */
public final class Capture {

    private static final Logger LOG = LoggerFactory.getLogger(Capture.class);

    private final Target target;
    private final NativeLibraries libraries;
    private final MethodCodes codes;
    private final TargetClasses classes;
    private final LoaderClassFiles loaderFiles;
    private HeapPlan plan;
    private Obstacles obstacles = new Obstacles();
    private List<HeldThread> held = List.of();
    private ProgramThreads programThreads;
    private List<String> passed = List.of();

    /**
     * Prepares a capture that reads the heap as seems best; the program runs on.
     *
     * @param classFiles the class files that the target was started with
     * @throws TargetException if the program ends meanwhile
     */
    public Capture(Target target, ClassFileSource classFiles) throws TargetException {
        this(target, classFiles, CaptureOptions.USUAL);
    }

    /**
     * Prepares a capture; the program runs on.
     *
     * @param classFiles the class files that the target was started with
     * @throws TargetException if the program ends meanwhile, or a heap dump is asked for and cannot be had
     */
    public Capture(Target target, ClassFileSource classFiles, CaptureOptions options) throws TargetException {
        this.target = target;
        this.libraries = options.libraries();
        try {
            this.classes = new TargetClasses(target.pipe(), classFiles);
            this.codes = new MethodCodes(
                    classFiles, type -> classes.made().find(type.classObject().uniqueID()), target.morphs());
            this.loaderFiles = new LoaderClassFiles(
                    classes, classFiles, codes, target.pipe(), new RebuiltClassFiles(target), target.bulkCalls());
            HeapCapture.rehearse(classes, target.jvmThread().uniqueID());
            codes.prefetch(target.mainPlaces());
            rehearseFrames();
            plan = HeapPlan.make(target, options.heap(), options.scratch());
        } catch (IOException | UncheckedIOException | VMDisconnectedException e) {
            throw lost(e);
        }
    }

    /**
     * Reads the frames of a thread of the JDK's, so that all code that takes part is loaded, here and there, when the program is held. It is
     * only for speed, and the program running meanwhile can make it fail.
     */
    private void rehearseFrames() throws TargetException {
        try (HostThread host = target.host();
                Invoker invoker = new Invoker(host.thread())) {
            new FrameReader(target.pipe(), codes)
                    .read(Walked.of(host.thread(), target.stackWalk().read(host.thread(), invoker))
                            .orElseThrow());
        } catch (IOException | InvocationFailedException | ObjectCollectedException e) {
            LOG.debug("could not rehearse reading frames", e);
        }
    }

    /** What a snapshot is for. */
    @FunctionalInterface
    public interface Use<T> {
        /** @throws RefusedException if it is of no use; obstacles that pass by themselves are waited for */
        T of(Snapshot snapshot) throws RefusedException;
    }

    /**
     * Captures the program and leaves it held. Where something stands in the way that passes by itself, the program is let run on and
     * captured again.
     *
     * @param place where to stop it, or empty for wherever it is
     * @param wait how long it may take to get there, or to a place where it can be moved
     * @param use is given each snapshot; what it makes of the last one is the result
     * @throws RefusedException for all reasons that keep it from being moved, if there are any; it runs on
     * @throws TargetException if the program ends meanwhile, or its JVM does not answer; close the target to let it run on
     */
    public <T> T take(Optional<StopPlace> place, Duration wait, CaptureListener listener, Use<T> use)
            throws RefusedException, TargetException {
        try {
            Rendezvous rendezvous = new Rendezvous(
                    target.vm(),
                    target.events(),
                    target.ourThreads(),
                    target.virtualThreads(),
                    place,
                    wait,
                    codes,
                    target.pipe(),
                    target.origin().pid());
            plan = plan.afterCollection();
            rendezvous.begin();
            while (true) {
                listener.begins(Step.RENDEZVOUS);
                held = rendezvous.await(() -> listener.begins(Step.CHECK));
                programThreads = rendezvous.threads();
                try {
                    T result = use.of(read(listener));
                    passed = rendezvous.passed();
                    return result;
                } catch (RefusedException e) {
                    if (!rendezvous.letPass(e.obstacles())) {
                        target.vm().resume();
                        throw e;
                    }
                }
            }
        } catch (IOException | UncheckedIOException | InvocationFailedException | VMDisconnectedException e) {
            throw lost(e);
        }
    }

    private Snapshot read(CaptureListener listener)
            throws RefusedException, TargetException, InvocationFailedException, IOException {
        obstacles = new Obstacles();
        target.obstacles().forEach(obstacles::add);
        listener.begins(Step.FRAMES);
        try (Invoker invoker = new Invoker(invocable())) {
            if (ClearedReferences.arePending(invoker)) {
                throw new RefusedException(
                        List.of(ClearedReferences.obstacle(held.get(0).thread())));
            }
            loaderFiles.find(invoker);
            try (CapturedThreads threads = CapturedThreads.read(
                    held,
                    programThreads,
                    new EndedMain(target.vm(), codes, target.origin().mainClass()),
                    new FrameReader(target.pipe(), codes),
                    target.stackWalk(),
                    target.frameArrays(),
                    ids -> target.continuationWalk(invoker).read(invoker, ids))) {
                threads.obstacles().forEach(obstacles::add);
                listener.begins(Step.HEAP);
                return snapshot(invoker, threads);
            }
        }
    }

    /** {@return a thread in which methods can be invoked} One of the JDK's own if all of the program's are blocked. */
    private ThreadReference invocable() throws TargetException {
        return held.get(0).isAtEvent()
                ? held.get(0).thread()
                : HostThread.stopSuspended(target.vm(), target.events())
                        .orElseThrow(
                                () -> new TargetException(
                                        Reason.UNSUITABLE,
                                        "All threads of the program are blocked, and the JVM's own thread Common-Cleaner does not answer. Try again"));
    }

    /**
     * {@return what kept the program from being captured where it first stopped}, each thing once, with the method in which it was going
     * on: empty if it was captured there
     */
    public List<String> passed() {
        return passed;
    }

    private static TargetException lost(Exception cause) {
        String what = cause instanceof VMDisconnectedException
                ? "the program ended, or the connection to it broke"
                : cause.getMessage();
        return new TargetException(Reason.LOST, "The program could not be read: " + what, cause);
    }

    /** {@return how the heap is read, for people; after {@link #take} how it was read} */
    public String heapMethod() {
        return plan.describe();
    }

    private Snapshot snapshot(Invoker invoker, CapturedThreads threads)
            throws RefusedException, InvocationFailedException, IOException {
        while (plan.dumps().isPresent()) {
            try {
                return snapshot(invoker, threads, plan.source(invoker));
            } catch (HprofException | InvocationFailedException e) {
                if (e instanceof HprofException && loaderFiles.findLoaders(invoker)) {
                    LOG.debug("another heap dump is made, now that all class loaders are known", e);
                    continue;
                }
                LOG.warn("the heap is read over JDWP, since reading it from a dump failed: {}", e.getMessage());
                LOG.debug("why no heap dump was read", e);
                plan = plan.withoutDump(e.getMessage());
            }
        }
        return snapshot(invoker, threads, plan.source(invoker));
    }

    private Snapshot snapshot(Invoker invoker, CapturedThreads threads, HeapSource source)
            throws RefusedException, InvocationFailedException, IOException {
        while (true) {
            // only a dump tells where in memory objects are
            Optional<ObjectHeaders> headers = source instanceof HeapSource.Dump
                    ? ObjectHeaders.of(target.origin().pid())
                    : Optional.empty();
            try (HeapCapture heap = new HeapCapture(
                    classes,
                    programThreads.launcher().uniqueID(),
                    programThreads.main().isEmpty(),
                    threads.initializing(),
                    source,
                    new ProcessFiles(target.origin().pid()))) {
                heap.failures(new Failures(invoker).of(heap.failedClasses()));
                LoadedLibraries.tell(invoker, heap, libraries);
                ParallelLoaders.tell(invoker, heap);
                threads.addTo(heap);
                for (ObjectReference cleaner : programThreads.cleaners()) {
                    heap.addRoot(cleaner.uniqueID(), "the thread of a Cleaner");
                }
                heap.run();
                if (heap.hasUnknownLoaders() && loaderFiles.findLoaders(invoker)) {
                    continue;
                }
                complete(invoker, heap);
                return snapshot(invoker, threads, heap, headers);
            }
        }
    }

    private void complete(Invoker invoker, HeapCapture heap) throws InvocationFailedException, IOException {
        BulkCalls calls = target.bulkCalls();
        Located traceless = heap.traceless();
        if (traceless.positions().length > 0) {
            heap.readTraces(calls.ids(invoker, heap.traces(calls.materializeStackTraces(invoker, traceless))));
        }
        Located messageless = heap.messageless();
        if (messageless.positions().length > 0) {
            heap.readMessages(calls.nullPointerMessages(invoker, messageless));
        }
        Located notNumbers = heap.notNumbers();
        if (notNumbers.positions().length > 0) {
            heap.readNotNumbers(calls.ids(invoker, notNumbers));
        }
    }

    private Snapshot snapshot(
            Invoker invoker, CapturedThreads threads, HeapCapture heap, Optional<ObjectHeaders> headers)
            throws RefusedException, InvocationFailedException, IOException {
        for (List<HeapCapture.Memory> some = heap.memory(); !some.isEmpty(); some = heap.memory()) {
            for (HeapCapture.Memory each : some) {
                TargetMemory.copy(invoker, each);
            }
        }
        List<Obstacle> all = new ArrayList<>(obstacles.list());
        all.addAll(heap.obstacles());
        if (heap.hasClearedReferences() && ClearedReferences.arePending(invoker)) {
            // of the target's collector, while the heap was read
            all.add(ClearedReferences.obstacle(held.get(0).thread()));
        }
        if (!all.isEmpty()) {
            throw new RefusedException(all);
        }
        heap.literals(target.bulkCalls().interned(invoker, heap.literalCandidates()));
        new SeenHashes(heap, target.bulkCalls(), invoker).tell(headers);
        Map<ReferenceType, Integer> types = threads.types(heap);
        HeapImage image = heap.finish();
        return new Snapshot(
                new Program(
                        taken(invoker, target.origin()),
                        image.classes(),
                        image.statics(),
                        image.overlays(),
                        image.identityHashes(),
                        image.nativeParts(),
                        image.loaders(),
                        threads.states(heap, types)),
                image.blocks());
    }

    private Origin taken(Invoker invoker, Origin origin) throws InvocationFailedException {
        String clock = target.vm().classesByName(TimeLimits.PROGRAM_CLOCK).isEmpty()
                ? "java.lang.System"
                : TimeLimits.PROGRAM_CLOCK;
        long nanoTime = ((LongValue) invoker.callStatic(clock, "nanoTime", "()J")).value();
        return new Origin(
                origin.vmVersion(),
                origin.vmVendor(),
                origin.architecture(),
                origin.objectLayout(),
                origin.vmArguments(),
                origin.debuggable(),
                origin.virtualThreadsListed(),
                origin.mainModule(),
                origin.mainClass(),
                origin.arguments(),
                origin.modules(),
                origin.classPath(),
                origin.workingDirectory(),
                origin.properties(),
                origin.pid(),
                System.currentTimeMillis(),
                nanoTime);
    }

    /**
     * Has the program's threads wait in the husk, see {@link Husk#trap}. To be called after {@link #take} has returned.
     *
     * @throws TargetException if that fails; close the husk and the target to let the program run on
     */
    public void trap(Husk husk) throws TargetException {
        try {
            husk.trap(held);
        } catch (IOException | InvocationFailedException | VMDisconnectedException e) {
            throw new TargetException(Reason.LOST, "The program's threads could not be held: " + e.getMessage(), e);
        }
    }

    /** Has those wait too that were blocked, once the husk is committed. What goes wrong with that is logged, since nothing can be undone any more. */
    public void trapBlocked(Husk husk) {
        try {
            target.virtualThreads()
                    .hold(held.stream()
                            .flatMap(each -> each.unmounted().stream())
                            .map(HeldThread.Unmounted::virtual)
                            .toList());
            husk.trapBlocked(target.events());
            husk.finishReading(target.events(), target.stackWalk());
        } catch (IOException | TargetException | VMDisconnectedException e) {
            LOG.warn(
                    "a blocked thread of the program may run on for an instant should jtp be killed: {}",
                    e.getMessage());
        }
    }
}
