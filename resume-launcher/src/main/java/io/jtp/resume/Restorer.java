package io.jtp.resume;

import io.jtp.snapshot.Cargo;
import io.jtp.snapshot.FieldValue;
import io.jtp.snapshot.KeptClassFiles;
import io.jtp.snapshot.Morphs;
import io.jtp.snapshot.Origin;
import io.jtp.snapshot.Overlay;
import io.jtp.snapshot.Program;
import io.jtp.snapshot.SnapshotFile;
import io.jtp.snapshot.ThreadState;
import io.jtp.snapshot.WaysBack;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rebuilds a program in this JVM:
 *
 * <ol>
 *   <li>classes are loaded, morphs in their places, lambdas linked
 *   <li>all objects are allocated, then filled
 *   <li>identity hashes are written, before anything asks for one
 *   <li>classes of the program are initialised (their initialisers are empty), statics and overlays set
 *   <li>threads get their scripts; main goes on when the JVM calls {@code main}
 * </ol>
 *
 * <p>What needs a class whose initialiser is on the stack is left for {@link Completion}.
 */
final class Restorer {

    /**
     * What the main thread's children inherit; its values are asked for a value of each child. The JVM makes threads of its own in the main thread when this
     * is done, and must not ask the program.
     */
    private static final String INHERITED = "inheritableThreadLocals";

    private final Cargo cargo;
    private final Program program;
    private final GivenHashes hashes;
    private final Types types;
    private final Fields fields;
    private final Stopwatch stopwatch = new Stopwatch();
    private final List<Runnable> atGo = new ArrayList<>();
    private Initializers initializers;
    private Heap heap;
    private Completion completion;
    private NativeParts nativeParts;

    private Restorer(Cargo cargo) throws ReflectiveOperationException {
        this.cargo = cargo;
        program = cargo.snapshot().program();
        types = new Types(program.classes());
        hashes = new GivenHashes(program.identityHashes());
        fields = new Fields(types);
    }

    /**
     * Reads a cargo and rebuilds it. When this returns, the JVM's launcher may call {@code main}.
     */
    static void restore(Line line, AgentOptions options, Instrumentation instrumentation) throws Throwable {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new IllegalStateException("snapshots cannot be restored on a big-endian machine");
        }
        FirstByte arriving = new FirstByte(line.in);
        Cargo cargo = SnapshotFile.read(arriving);
        Stopwatch reading = arriving.stopwatch;
        reading.lap("read");
        requireSameBuild(cargo.snapshot().program().origin());
        Conductor conductor = new Conductor(line, options.timeout());
        Restorer restorer = new Restorer(cargo);
        MorphInstaller installer = restorer.restoreClasses(instrumentation, options);
        restorer.restoreHeap();
        restorer.restoreStatics().forget(instrumentation);
        if (options.fork() > 0) {
            new ForkNumber(restorer.heap, restorer.types, restorer.program.threads()).set(options.fork());
        }
        restorer.nativeParts.complete();
        installer.unguard(restorer.types);
        Replay.loaders = null;
        installer.uninstall();
        restorer.stopwatch.lap("statics");
        restorer.stopwatch.addAll(reading);
        restorer.stopwatch.put("objects", restorer.heap.count());
        restorer.startThreads(conductor);
    }

    /** Restores something small of each kind, so that the classes this takes are loaded and linked when it counts. */
    static void warmUp() throws Throwable {
        Cargo sample = WarmUp.cargo();
        SnapshotFile.warmUp(sample);
        Restorer restorer = new Restorer(sample);
        restorer.types.load();
        restorer.makeClasses();
        restorer.restoreHeap();
        restorer.restoreStatics();
        LambdaSites.forget();
    }

    private static void requireSameBuild(Origin source) {
        String here = System.getProperty("java.vm.version");
        if (!source.vmVersion().equals(here)) {
            throw new IllegalStateException("the snapshot was taken from a JVM " + source.vmVersion() + ", this is "
                    + here + ": the same build is needed");
        }
        if (!source.objectLayout().equals(Internals.OBJECT_LAYOUT)) {
            throw new IllegalStateException("objects are laid out in another way here (" + Internals.OBJECT_LAYOUT
                    + ", there " + source.objectLayout() + "), since one of the JVMs has a heap of more than 32 GB:"
                    + " the program has to be started with an -Xmx that both machines have room for");
        }
    }

    private MorphInstaller restoreClasses(Instrumentation instrumentation, AgentOptions options) throws Exception {
        MorphInstaller installer = new MorphInstaller(
                instrumentation,
                program.classes(),
                cargo.morphs().classes(),
                cargo.morphs().guards());
        Replay.expect();
        installer.install();
        ClockRedirect clock = new ClockRedirect(instrumentation);
        clock.install(program.origin(), options.stored());
        types.load();
        installer.retransform(types);
        clock.retransform();
        ProgramLoaders loaders = new ProgramLoaders(types, program.loaders(), installer);
        Replay.loaders = loaders;
        types.define(loaders);
        loaders.remember();
        hashes.giveToClasses(types, cargo.snapshot().heap());
        for (Morphs.MorphClass morph : cargo.morphs().classes()) {
            Mentions.load(morph.classFile(), types.type(morph.type()).getClassLoader());
        }
        Replay.waysBack = waysBack(clock).encode();
        Replay.classFiles = KeptClassFiles.encode(program.classes());
        stopwatch.lap("classes");
        makeClasses();
        stopwatch.lap("lambdas");
        return installer;
    }

    private WaysBack waysBack(ClockRedirect clock) {
        List<WaysBack.OfClass> ways =
                new ArrayList<>(WaysBack.of(program.classes(), cargo.morphs()).classes());
        for (Class<?> type : clock.retransformed()) {
            ways.add(new WaysBack.OfClass(
                    type.getName().replace('.', '/'), Optional.of(Types.builtin(type.getClassLoader())), List.of()));
        }
        return new WaysBack(ways);
    }

    private void makeClasses() {
        initializers = new Initializers(types, program.threads());
        types.makeClasses(initializers, Initializers.NONE);
    }

    private void restoreHeap() throws Throwable {
        heap = new Heap(
                types,
                fields,
                new NamedObjects(types, program.threads(), Thread.currentThread()),
                initializers,
                cargo.snapshot().heap());
        completion = new Completion(types, heap, initializers);
        heap.allocate();
        stopwatch.lap("allocate");
        heap.fill();
        List<InstanceRun> runs = InstanceRun.of(types, cargo.snapshot().heap());
        new ClassPaths(heap).settle(runs);
        new ReflectiveSlots(heap).settle(runs);
        InternedStrings.settle(heap, runs);
        LambdaSites.settle(heap, runs);
        new HandleParts(heap).settle(runs);
        CopiedThreads.skipIds(heap, runs);
        nativeParts = new NativeParts(heap.objects());
        nativeParts.restore(program.nativeParts());
        stopwatch.lap("fill");
        hashes.give(heap, completion);
        new DerivedHashes(fields, runs, hashes.others()).requireNone(heap);
        new HashTables(heap, types, fields, runs, hashes.others()).settle(program.threads());
        stopwatch.lap("hashes");
    }

    private FoldedConstants restoreStatics() {
        FoldedConstants constants = new FoldedConstants();
        Completion.initialize(types, initializers, Initializers.NONE);
        for (FieldValue value : program.statics()) {
            Class<?> type = types.type(value.type());
            if (types.description(value.type()).initialized() && initializers.step(value.type()) == Initializers.NONE) {
                Internals.UNSAFE.ensureClassInitialized(type);
            }
            heap.set(
                    type,
                    fields.staticOffset(value.type(), value.name(), value.descriptor()),
                    value.descriptor(),
                    value.value());
            constants.changed(type, value.name(), value.descriptor());
        }
        for (Overlay overlay : program.overlays()) {
            Object object = heap.object(overlay.object());
            for (FieldValue value : overlay.fields()) {
                long offset = fields.instanceOffset(value.type(), value.name(), value.descriptor());
                Runnable set = () -> heap.set(object, offset, value.descriptor(), value.value());
                if (object == Thread.currentThread() && value.name().equals(INHERITED)) {
                    atGo.add(set);
                } else {
                    set.run();
                }
            }
        }
        return constants;
    }

    private void startThreads(Conductor conductor) throws Throwable {
        List<ThreadState> threads = program.threads();
        List<Morphs.ThreadReplay> replays = cargo.morphs().replays();
        if (threads.size() != replays.size()) {
            throw new IllegalArgumentException(
                    "the snapshot has " + threads.size() + " threads and scripts for " + replays.size());
        }
        int begun = threads.size();
        List<Thread> fresh = new ArrayList<>();
        while (begun > 0 && threads.get(begun - 1).frames().isEmpty()) {
            begun--;
            fresh.add((Thread) heap.object(threads.get(begun).object()));
        }
        ThreadScript[] scripts = new ThreadScript[begun];
        for (int i = 0; i < scripts.length; i++) {
            ThreadState state = threads.get(i);
            Thread thread = state.hasEnded() ? Thread.currentThread() : (Thread) heap.object(state.object());
            if (VirtualCopies.isVirtual(thread)) {
                VirtualCopies.makeNew(thread);
            } else {
                if (!state.main()) {
                    CopiedThreads.makeNew(thread);
                }
                CopiedThreads.setInterrupted(thread, state.interrupted());
            }
            scripts[i] = new ThreadScript(
                    thread, conductor, heap.objects(), replays.get(i), state, types, initializers, completion);
        }
        conductor.start(scripts, stopwatch.report(), () -> begin(fresh));
        for (int i = 0; i < scripts.length; i++) {
            if (VirtualCopies.isVirtual(scripts[i].thread)) {
                VirtualCopies.start(scripts[i].thread);
            } else if (!threads.get(i).main()) {
                CopiedThreads.start(scripts[i].thread);
            }
        }
    }

    /** At GO. @param fresh virtual threads that have been started and have not run yet */
    private void begin(List<Thread> fresh) {
        nativeParts.begin();
        atGo.forEach(Runnable::run);
        try {
            for (Thread thread : fresh) {
                VirtualCopies.start(thread);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("a virtual thread could not be started", e);
        }
    }

    /** Times the arrival of a cargo from its first byte on. */
    private static final class FirstByte extends FilterInputStream {

        private Stopwatch stopwatch;

        FirstByte(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            if (stopwatch == null) {
                stopwatch = new Stopwatch();
            }
            return count;
        }
    }
}
