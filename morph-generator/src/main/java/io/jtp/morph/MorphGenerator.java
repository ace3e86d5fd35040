package io.jtp.morph;

import io.jtp.classfile.ClassFile;
import io.jtp.classfile.ClassFileSource;
import io.jtp.classfile.Invocation;
import io.jtp.classfile.MethodCode;
import io.jtp.snapshot.ClassOrigin;
import io.jtp.snapshot.Frame;
import io.jtp.snapshot.Frame.Treatment;
import io.jtp.snapshot.LoadedClass;
import io.jtp.snapshot.Morphs;
import io.jtp.snapshot.Morphs.FrameReplay;
import io.jtp.snapshot.Morphs.MorphClass;
import io.jtp.snapshot.Morphs.ThreadReplay;
import io.jtp.snapshot.Obstacle;
import io.jtp.snapshot.ProgramLoader;
import io.jtp.snapshot.RefusedException;
import io.jtp.snapshot.Snapshot;
import io.jtp.snapshot.ThreadState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.MethodTooLargeException;

/** From a snapshot and the original class files to morphs and the script that runs threads through them. A pure function. */
public final class MorphGenerator {

    /** HotSpot does not compile methods with more code than this, {@code -XX:HugeMethodLimit}. */
    private static final int HUGE_METHOD = 8000;

    /**
     * Makes morphs for all methods on the snapshot's stacks, and for all initialised classes of the program that have an initialiser.
     *
     * @param classFiles the original class files of the snapshot's classes
     * @throws RefusedException if a frame cannot be rebuilt; it names all of them
     */
    public Morphs generate(Snapshot snapshot, ClassFileSource classFiles) throws RefusedException {
        return new Run(snapshot, classFiles).generate();
    }

    /** Makes a morph of a class of our own, so that the first one that matters takes milliseconds. */
    public static void warmUp() {
        WarmUp.run();
    }

    /**
     * A method with entry points; its number is its position in the order of first appearance.
     *
     * @param place of the first frame, for messages
     */
    private record Morphed(int type, MethodCode code, int number, Map<ResumePoint, Integer> points, String place) {
        int pointNumber(ResumePoint point) {
            return points.computeIfAbsent(point, p -> points.size());
        }
    }

    private record MethodKey(int type, String method, String descriptor) {}

    private static final class Run {
        private final List<LoadedClass> classes;
        private final List<ThreadState> threads;
        private final List<ProgramLoader> loaders;
        private final ClassFileSource classFiles;
        private final Hierarchy hierarchy;
        private final List<Obstacle> obstacles = new ArrayList<>();
        private final Map<Integer, Optional<byte[]>> originals = new TreeMap<>();
        private final Map<Integer, ClassFile> files = new TreeMap<>();
        private final Map<MethodKey, Morphed> methods = new LinkedHashMap<>();
        private final WaitSets waitSets;
        private final LambdaSites lambdas;

        Run(Snapshot snapshot, ClassFileSource classFiles) {
            this.classes = snapshot.program().classes();
            this.threads = snapshot.program().threads();
            this.loaders = snapshot.program().loaders();
            this.classFiles = (name, loader) -> classFiles.find(name, loader).or(() -> defined(name));
            this.hierarchy = new Hierarchy(this.classFiles);
            this.waitSets = new WaitSets(
                    snapshot,
                    frame -> file(frame.type())
                            .flatMap(file -> file.method(frame.method(), frame.descriptor()))
                            .filter(MethodCode::isSynchronized));
            this.lambdas = new LambdaSites(classes);
        }

        Morphs generate() throws RefusedException {
            List<ThreadReplay> replays = new ArrayList<>();
            for (int i = 0; i < threads.size(); i++) {
                replays.add(plan(i));
            }
            List<MorphClass> morphs = new ArrayList<>();
            for (int type = 0; type < classes.size(); type++) {
                morph(type).ifPresent(morphs::add);
            }
            if (!obstacles.isEmpty()) {
                throw new RefusedException(obstacles);
            }
            return new Morphs(morphs, guards(morphs), replays);
        }

        private Optional<MorphClass> morph(int type) {
            List<ClassMorph.Entry> entries = entries(type);
            Optional<byte[]> initialized = otherInitializer(type);
            if (entries.isEmpty() && !hasMovedLambdas(type)) {
                return initialized.map(bytes -> new MorphClass(type, bytes, List.of()));
            }
            byte[] original = original(type).orElseThrow();
            byte[] running = initialized.orElse(original);
            LambdaSites.OfClass sites = lambdas.of(type, original);
            return entries.isEmpty()
                    ? Optional.of(new MorphClass(type, sites.numbered(running), List.of()))
                    : make(new ClassMorph(type, running, classFiles, entries, sites), type, entries);
        }

        /** The JDK's own call sites have been linked by the destination, as far as it uses them itself. */
        private boolean hasMovedLambdas(int type) {
            return lambdas.hasMoved(type)
                    && classes.get(type).isOfProgram()
                    && original(type).isPresent();
        }

        /** A class file of a class that a loader of the program's has defined, for what has to be known of it besides its code. */
        private Optional<byte[]> defined(String name) {
            return classes.stream()
                    .filter(type -> type.name().equals(name) && type.origin() instanceof ClassOrigin.Defined)
                    .map(type -> ((ClassOrigin.Defined) type.origin()).classFile())
                    .findFirst();
        }

        private List<MorphClass> guards(List<MorphClass> morphs) {
            Map<Integer, byte[]> running = new TreeMap<>();
            morphs.forEach(morph -> running.put(morph.type(), morph.classFile()));
            Map<Integer, MorphClass> guards = new TreeMap<>();
            for (ProgramLoader loader : loaders) {
                for (int type = loader.type();
                        type != LoadedClass.NONE;
                        type = classes.get(type).superclass()) {
                    byte[] classFile = running.containsKey(type)
                            ? running.get(type)
                            : original(type).orElse(null);
                    if (classFile != null && !guards.containsKey(type)) {
                        int guarded = type;
                        LoaderGuard.guarded(classFile)
                                .ifPresent(guard -> guards.put(guarded, new MorphClass(guarded, guard, List.of())));
                    }
                }
            }
            return List.copyOf(guards.values());
        }

        private ThreadReplay plan(int position) {
            ThreadState thread = threads.get(position);
            List<Frame> frames = thread.frames();
            int last = frames.size() - 1;
            while (last >= 0 && frames.get(last).treatment() != Treatment.MORPH) {
                last--;
            }
            List<FrameReplay> replays = new ArrayList<>();
            for (int i = 0; i <= last; i++) {
                Frame frame = frames.get(i);
                if (frame.treatment() == Treatment.MORPH) {
                    replays.addAll(plan(thread, i, i == last));
                }
            }
            return new ThreadReplay(
                    waitSets.areEmpty() ? replays : inOrder(position, replays), waitSets.monitor(position));
        }

        private List<FrameReplay> inOrder(int thread, List<FrameReplay> replays) {
            return replays.stream()
                    .map(replay -> new FrameReplay(
                            replay.frame(),
                            replay.method(),
                            replay.point(),
                            replay.primitives(),
                            replay.references(),
                            waitSets.before(thread, replay.frame())))
                    .toList();
        }

        private List<FrameReplay> plan(ThreadState thread, int number, boolean last) {
            List<Frame> frames = thread.frames();
            Frame frame = frames.get(number);
            Frame callee = number + 1 < frames.size() ? frames.get(number + 1) : null;
            try {
                Morphed method = morphed(place(thread, frame), frame.type(), frame.method(), frame.descriptor());
                boolean reissued = frames.get(frames.size() - 1).treatment() == Treatment.REISSUE;
                if (last && callee != null && !reissued) {
                    throw new FramePlan.ImpossibleException(
                            "calls " + callee.method() + ", which cannot be entered where it stands");
                }
                FramePlan plan = FramePlan.of(method.code(), frame, callee, last, made(frames, number), hierarchy);
                int point = method.pointNumber(plan.point());
                List<FrameReplay> replays = new ArrayList<>();
                if (plan.point().passed().isPresent()) {
                    replays.add(new FrameReplay(number, method.number(), point, new long[0], new int[0]));
                    replays.addAll(passes(
                            method.place(),
                            number,
                            frame.type(),
                            plan.point().passed().get()));
                }
                replays.add(new FrameReplay(number, method.number(), point, plan.primitives(), plan.references()));
                return replays;
            } catch (FramePlan.ImpossibleException e) {
                obstacles.add(
                        new Obstacle(place(thread, frame), e.getMessage(), "Try again at another moment.", number + 1));
                return List.of();
            }
        }

        /** {@return the object that a frame is making by the call it is in, if there is one already; else 0} */
        private static int made(List<Frame> frames, int number) {
            int next = number + 1;
            while (next < frames.size() && frames.get(next).treatment() == Treatment.OPAQUE) {
                next++;
            }
            return next < frames.size() && frames.get(next).method().equals("<init>")
                    ? frames.get(next).construction().object()
                    : 0;
        }

        /**
         * The way from a constructor's call of another one up to that of Object.
         *
         * @param place of the frame, for messages
         * @param frame for which this is done
         * @param type whose constructor makes the call
         */
        private List<FrameReplay> passes(String place, int frame, int type, Invocation call)
                throws FramePlan.ImpossibleException {
            List<FrameReplay> passes = new ArrayList<>();
            int at = type;
            Invocation next = call;
            while (!next.owner().equals("java/lang/Object")) {
                if (!classes.get(at).name().equals(next.owner())) {
                    at = classes.get(at).superclass();
                }
                Morphed method = morphed(place, at, next.name(), next.descriptor());
                next = FramePlan.constructorCall(method.code());
                passes.add(new FrameReplay(
                        frame, method.number(), method.pointNumber(ResumePoint.pass(next)), new long[0], new int[0]));
            }
            return passes;
        }

        private Morphed morphed(String place, int type, String name, String descriptor)
                throws FramePlan.ImpossibleException {
            MethodKey key = new MethodKey(type, name, descriptor);
            Morphed known = methods.get(key);
            if (known == null) {
                if (classes.get(type).state() == LoadedClass.State.FAILED) {
                    throw new FramePlan.ImpossibleException("is of a class whose initialiser has failed");
                }
                MethodCode code = file(type)
                        .orElseThrow(() -> new FramePlan.ImpossibleException("has no class file that can be found"))
                        .method(name, descriptor)
                        .orElseThrow(() -> new FramePlan.ImpossibleException("is not in its class file"));
                known = new Morphed(type, code, methods.size(), new LinkedHashMap<>(), place);
                methods.put(key, known);
            }
            return known;
        }

        private List<ClassMorph.Entry> entries(int type) {
            return methods.values().stream()
                    .filter(m -> m.type() == type && !m.points().isEmpty())
                    .map(m -> new ClassMorph.Entry(
                            m.code().name(),
                            m.code().descriptor(),
                            m.number(),
                            List.copyOf(m.points().keySet())))
                    .toList();
        }

        /**
         * {@return the class file of an initialised class of the program that has an initialiser, with an empty one; or of one whose
         * initialisation has failed, with one that fails}
         */
        private Optional<byte[]> otherInitializer(int type) {
            LoadedClass loaded = classes.get(type);
            boolean ofProgram = loaded.isOfProgram() && !loaded.name().startsWith("[");
            boolean failed = loaded.state() == LoadedClass.State.FAILED;
            if (!ofProgram || !loaded.initialized() && !failed) {
                return Optional.empty();
            }
            if (original(type).isEmpty()) {
                obstacles.add(new Obstacle(
                        "class " + loaded.name().replace('/', '.'),
                        "its class file is not on the class path",
                        "Classes that a program makes while it runs cannot be moved."));
            }
            return failed
                    ? original(type).map(ClassInitializer::failing)
                    : original(type).flatMap(ClassInitializer::emptied);
        }

        /** Joins loops in the middle where the morph would otherwise be too large to be compiled, or to exist. */
        private Optional<MorphClass> make(ClassMorph morph, int type, List<ClassMorph.Entry> entries) {
            Set<String> small = new HashSet<>();
            while (true) {
                try {
                    MorphClass made = morph.make(small);
                    if (!small.addAll(grownHuge(made, entries))) {
                        return Optional.of(made);
                    }
                } catch (MethodTooLargeException e) {
                    if (!small.add(e.getMethodName() + e.getDescriptor())) {
                        return tooLarge(
                                type,
                                e.getMethodName() + e.getDescriptor(),
                                "with entry points the method has " + e.getCodeSize()
                                        + " bytes of code, and a method can have 65,535");
                    }
                } catch (ClassTooLargeException e) {
                    return tooLarge(
                            type,
                            entries.get(0).method() + entries.get(0).descriptor(),
                            "with entry points the class has " + e.getConstantPoolCount()
                                    + " entries in its constant pool, and a class can have 65,535");
                }
            }
        }

        private Optional<MorphClass> tooLarge(int type, String method, String problem) {
            methods.values().stream()
                    .filter(m -> m.type() == type && (m.code().name() + m.code().descriptor()).equals(method))
                    .map(m -> new Obstacle(
                            m.place(), problem, "Stop the program where this method is not running, with --at."))
                    .forEach(obstacles::add);
            return Optional.empty();
        }

        private Set<String> grownHuge(MorphClass made, List<ClassMorph.Entry> entries) {
            ClassFile before = files.get(made.type());
            ClassFile after = ClassFile.parse(made.classFile(), classFiles);
            Set<String> grown = new HashSet<>();
            for (ClassMorph.Entry entry : entries) {
                if (size(before, entry) <= HUGE_METHOD && size(after, entry) > HUGE_METHOD) {
                    grown.add(entry.method() + entry.descriptor());
                }
            }
            return grown;
        }

        private static int size(ClassFile file, ClassMorph.Entry entry) {
            return file.method(entry.method(), entry.descriptor()).orElseThrow().code().length;
        }

        private Optional<byte[]> original(int type) {
            LoadedClass loaded = classes.get(type);
            return originals.computeIfAbsent(type, t -> {
                if (loaded.origin() instanceof ClassOrigin.Defined defined) {
                    return Optional.of(defined.classFile());
                }
                return loaded.origin() instanceof ClassOrigin.ByName byName
                        ? classFiles.find(loaded.name(), byName.loader())
                        : Optional.empty();
            });
        }

        private Optional<ClassFile> file(int type) {
            if (!files.containsKey(type)) {
                original(type).ifPresent(bytes -> files.put(type, ClassFile.parse(bytes, classFiles)));
            }
            return Optional.ofNullable(files.get(type));
        }

        private String place(ThreadState thread, Frame frame) {
            return "thread " + thread.name() + ", "
                    + classes.get(frame.type()).name().replace('/', '.') + "." + frame.method()
                    + (frame.line() > 0 ? " line " + frame.line() : "");
        }
    }
}
