package io.jtp.inspect;

import io.jtp.classfile.ClassFileSource;
import io.jtp.classfile.JvmClassFiles;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.Frame;
import io.jtp.snapshot.HeapBlock;
import io.jtp.snapshot.Origin;
import io.jtp.snapshot.Program;
import io.jtp.snapshot.Snapshot;
import io.jtp.snapshot.SnapshotFormatException;
import io.jtp.snapshot.ThreadState;
import io.jtp.snapshot.Value;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A snapshot, opened to be looked at. What needs a walk over the whole heap is made when it is first asked for. */
public final class Inspection {

    private final Program program;
    private final boolean showSecrets;
    private final HeapGraph heap;
    private final ClassNames names;
    private final Texts texts;
    private final List<ThreadView> threads = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Waits waits;
    private RootPaths paths;
    private Referrers referrers;
    private ClassHistogram histogram;
    private Secrets secrets;

    private Inspection(Snapshot snapshot, boolean showSecrets) throws SnapshotFormatException {
        this.program = snapshot.program();
        this.showSecrets = showSecrets;
        this.heap = new HeapGraph(snapshot);
        this.names = new ClassNames(heap, program.loaders());
        this.texts = new Texts(heap);
    }

    /**
     * Opens it. Names of variables and source files are read from class files, where they are those that the program ran.
     *
     * @param classPath the program's jars and directories, in order
     * @param showSecrets whether to show texts that are likely to be secret
     * @throws SnapshotFormatException if it mentions classes or objects that are not in it
     */
    public static Inspection of(Snapshot snapshot, List<Path> classPath, boolean showSecrets)
            throws SnapshotFormatException {
        Inspection inspection = new Inspection(snapshot, showSecrets);
        Origin origin = snapshot.program().origin();
        Path home = Path.of(System.getProperty("java.home"));
        try {
            home = Path.of(origin.properties().getOrDefault("java.home", home.toString()));
            inspection.read(home, classPath, false);
        } catch (IOException | InvalidPathException e) {
            inspection.readWithoutJdk(classPath, e.getMessage());
        }
        return inspection;
    }

    private void readWithoutJdk(List<Path> classPath, String reason) throws SnapshotFormatException {
        notes.add("names of variables in the JDK's methods are not known: " + reason);
        try {
            read(Path.of(System.getProperty("java.home")), classPath, true);
        } catch (IOException | InvalidPathException e) {
            notes.add("nor are those in the program's: " + e.getMessage());
            read((name, loader) -> Optional.empty());
        }
    }

    private void read(Path home, List<Path> classPath, boolean programOnly) throws IOException {
        try (JvmClassFiles files = new JvmClassFiles(home, classPath)) {
            read((name, loader) ->
                    programOnly && loader != BuiltinLoader.APP ? Optional.empty() : files.find(name, loader));
        }
    }

    private void read(ClassFileSource source) throws SnapshotFormatException {
        threads.clear();
        FrameCode codes = new FrameCode(program.classes(), source);
        try {
            for (ThreadState state : program.threads()) {
                List<FrameView> frames = new ArrayList<>();
                for (Frame frame : state.frames()) {
                    frames.add(0, FrameView.of(frame, heap, names, codes));
                }
                threads.add(new ThreadView(threads.size(), state, List.copyOf(frames)));
            }
            check();
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new SnapshotFormatException("the snapshot is damaged: " + e.getMessage());
        }
        waits = new Waits(heap, threads, codes);
        if (codes.isIncomplete()) {
            notes.add(
                    "class files of methods on the stacks are not there any more, or are others than the program ran: "
                            + "variables in these methods are told by their slots");
        }
    }

    /** Frames, statics and named objects may only mention what is there. */
    private void check() {
        Stream<NamedValue> values = Stream.concat(
                threads.stream()
                        .flatMap(thread -> thread.frames().stream())
                        .flatMap(frame -> Stream.of(
                                        frame.locals().stream(),
                                        frame.operands().stream(),
                                        frame.locks().stream()
                                                .map(lock -> new NamedValue("lock", "", new Value.Reference(lock))))
                                .flatMap(each -> each)),
                program.statics().stream()
                        .map(field -> new NamedValue(
                                names.of(field.type()) + field.name(), field.descriptor(), field.value())));
        values.forEach(value -> {
            if (value.object() != 0 && !heap.has(value.object())) {
                throw new IllegalArgumentException(
                        value.name() + " refers to object " + value.object() + " of " + heap.objects());
            }
        });
        for (HeapBlock block : heap.blocks()) {
            if (block instanceof HeapBlock.Named named) {
                named.objects().forEach(names::found);
            }
        }
        program.overlays().forEach(overlay -> overlay.fields().forEach(field -> names.of(field.type())));
        for (ThreadView thread : threads) {
            if (thread.object() != 0 && !heap.has(thread.object())) {
                throw new IllegalArgumentException("thread " + thread.name() + " has no object");
            }
        }
    }

    Program program() {
        return program;
    }

    /** {@return what the reader should know about what is missing} */
    List<String> notes() {
        return notes;
    }

    HeapGraph heap() {
        return heap;
    }

    ClassNames names() {
        return names;
    }

    Texts texts() {
        return texts;
    }

    List<ThreadView> threads() {
        return threads;
    }

    Waits waits() {
        return waits;
    }

    Sizes sizes() {
        return new Sizes(heap, program.origin().objectLayout());
    }

    RootPaths paths() {
        if (paths == null) {
            paths = new RootPaths(heap, names, program, threads);
        }
        return paths;
    }

    Referrers referrers() {
        if (referrers == null) {
            referrers = new Referrers(heap);
        }
        return referrers;
    }

    ClassHistogram histogram() {
        if (histogram == null) {
            histogram = new ClassHistogram(heap, names, sizes());
        }
        return histogram;
    }

    Secrets secrets() {
        if (secrets == null) {
            secrets = new Secrets(heap, texts, program, threads);
        }
        return secrets;
    }

    /** {@return what puts values in words} */
    Words words() {
        return new Words(heap, names, texts, showSecrets ? null : secrets());
    }

    /** {@return arguments of a command as they are to be shown} */
    List<String> shown(List<String> arguments) {
        return showSecrets ? arguments : SecretNames.masked(arguments);
    }

    /** {@return the objects whose strings have this in them, in order of their numbers} */
    List<Integer> find(String text, int limit) {
        List<Integer> found = new ArrayList<>();
        for (int object = 1; object <= heap.objects() && found.size() < limit; object++) {
            String string = texts.string(object);
            if (string != null && string.contains(text)) {
                found.add(object);
            }
        }
        return found;
    }

    /** {@return the objects of this class, in order of their numbers} @param className with or without its package and the class around it */
    List<Integer> instances(String className, int limit) {
        List<Integer> found = new ArrayList<>();
        for (int object = 1; object <= heap.objects() && found.size() < limit; object++) {
            String name = names.ofObject(object);
            if (name.equals(className) || name.endsWith("." + className) || name.endsWith("$" + className)) {
                found.add(object);
            }
        }
        return found;
    }
}
