package io.jtp.capture.heap;

import io.jtp.capture.jdwp.JdwpErrorException;
import io.jtp.capture.jdwp.Tags;
import io.jtp.snapshot.FieldValue;
import io.jtp.snapshot.HeapBlock;
import io.jtp.snapshot.IdentityHashes;
import io.jtp.snapshot.Obstacle;
import io.jtp.snapshot.Overlay;
import io.jtp.snapshot.ProgramLoader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One reading of the objects that a suspended program can reach: from the roots that are added, the main thread's object, the statics of
 * the program's initialised classes and of those that are being initialised, and those of the JDK that a program changes.
 *
 * <p>In this order: construct; {@link #failures}; {@link #addRoot} for everything on the stacks; {@link #run}; whatever needs invocations in the target
 * ({@link #traceless}, {@link #messageless}, {@link #notNumbers}, {@link #literalCandidates}, {@link #hashCandidates}); {@link #finish}; {@link #number}. What cannot travel is
 * collected in {@link #obstacles}; if there are any, the image is of no use. The target must stay suspended from construction on, except
 * for those invocations.
 */
public final class HeapCapture implements AutoCloseable {

    private final TargetClasses classes;
    private final HeapWalk walk;
    private final MainThread mainThread;
    private final SharedPools sharedPools;
    private final FailedClasses failedClasses;
    private final Statics statics;
    private final HashCandidates hashCandidates;
    private Set<Integer> literals;
    private IdentityHashes identityHashes = new IdentityHashes(new int[0], new int[0]);
    private int[] hashed = {};
    private int[] hashes = {};
    private boolean finished;

    /**
     * Brings the knowledge of the classes up to date.
     *
     * @param mainThread object id of the main thread; if it has ended, of the one that waits in its place for the others to end
     * @param mainHasEnded whether it has
     * @param initializers ids of the classes whose initialisers are on the stack
     * @param files those that the target has open
     */
    public HeapCapture(
            TargetClasses classes,
            long mainThread,
            boolean mainHasEnded,
            Set<Long> initializers,
            HeapSource source,
            ProcessFiles files)
            throws IOException {
        classes.refresh();
        classes.initializing(initializers);
        this.classes = classes;
        this.walk = new HeapWalk(classes, source, files);
        this.mainThread = new MainThread(classes, walk, mainThread, mainHasEnded);
        this.sharedPools = new SharedPools(classes, walk);
        this.failedClasses = new FailedClasses(classes, walk);
        this.statics = new Statics(classes, walk);
        this.hashCandidates = new HashCandidates(classes, walk);
    }

    /**
     * Reads the system properties and standard streams while the program runs, and drops them: what this takes in the way of classes and compiled code, here and
     * in the target, is then there when the program stands still.
     *
     * @param thread object id of any live thread
     */
    public static void rehearse(TargetClasses classes, long thread) throws IOException {
        try {
            HeapCapture rehearsal = new HeapCapture(
                    classes, thread, false, Set.of(), new HeapSource.Live(Optional.empty()), new ProcessFiles(0));
            rehearsal.statics.readJdk(Set.of("java/lang/System"));
            rehearsal.walk.drain();
            rehearsal.locate(rehearsal.hashCandidates());
            rehearsal.finish();
        } catch (JdwpErrorException e) {
            // the program runs, and an object can be collected between two questions: then that was the rehearsal
            if (e.code() != JdwpErrorException.INVALID_OBJECT) {
                throw e;
            }
        }
    }

    /** {@return the program's classes whose initialisation has failed: their ids with their binary names} */
    public Map<Long, String> failedClasses() {
        return failedClasses.names();
    }

    /**
     * Tells what the JVM remembers of the failures of all {@link #failedClasses}.
     *
     * @param failures ids of objects of the class {@code ExceptionInInitializerError}, by the ids of the classes; none for a class of which
     *     it remembers nothing
     */
    public void failures(Map<Long, Long> failures) throws IOException {
        failedClasses.failures(
                failures, classes.one("Ljava/lang/ExceptionInInitializerError;").orElse(null));
    }

    /**
     * Adds an object that is to be captured with all that it reaches.
     *
     * @param id its JDWP id; 0, which is null, is passed over
     * @param path where it was found, for messages: {@code main frame 2 local 'conn'}
     */
    public void addRoot(long id, String path) {
        walk.found(id, Tags.OBJECT, null, 0, walk.table().edge(path));
    }

    /** {@link #addRoot} for a thread that is moved with its stack; other threads that are alive are obstacles. */
    public void addThread(long id, String path) {
        walk.moving(walk.found(id, Tags.OBJECT, null, 0, walk.table().edge(path)));
    }

    /**
     * Adds a native library.
     *
     * @param user id of the class that has loaded it; a class of the JDK that is initialised at the destination loads it there by itself
     * @param path of its file
     * @param again whether the destination is to load it
     */
    public void addLibrary(long user, String path, boolean again) throws IOException {
        TargetType type = classes.byId(user);
        if (type.carried) {
            int index =
                    walk.found(user, Tags.CLASS_OBJECT, null, 0, walk.table().edge("native library " + path));
            walk.nativeParts().library(index, path, again);
        }
    }

    /** {@return the program's classes of class loaders that have been initialised, or are just being: their ids with their binary names} A class follows those above it. */
    public Map<Long, String> loaderClasses() {
        Map<Long, String> names = new LinkedHashMap<>();
        classes.all().stream()
                .filter(type -> type.carried && type.inUse() && type.isA("java/lang/ClassLoader"))
                .sorted(Comparator.comparing(TargetType::depth))
                .forEach(type -> names.put(type.id, type.displayName()));
        return names;
    }

    /** Adds a class of {@link #loaderClasses} that has been registered as parallel capable. */
    public void addParallelLoader(long id) {
        int index = walk.found(id, Tags.CLASS_OBJECT, null, 0, walk.table().edge("a class of class loaders"));
        walk.nativeParts().parallelLoader(index);
    }

    /** Reads everything. */
    public void run() throws IOException {
        mainThread.read();
        sharedPools.read();
        failedClasses.read();
        statics.read();
        walk.drain();
        while (walk.early().askForClasses()) {
            walk.drain();
        }
    }

    /**
     * {@return whether there are class loaders that {@link MadeClassFiles} knows too little about} If they are made known, a new capture
     * will find more.
     */
    public boolean hasUnknownLoaders() {
        return walk.early().hasUnknown() || walk.types().lacksUnlinked();
    }

    /**
     * {@return captured exceptions whose stack trace has to be materialised} by a call of
     * {@code Throwable.getOurStackTrace} in the target, whereupon {@link #traces} and {@link #readTraces} are to be called. Without it they would arrive
     * with an empty one.
     */
    public Located traceless() throws IOException {
        return walk.exceptions().traceless();
    }

    /**
     * {@return captured strings that can be the same as some in the traces of all {@link #traceless}}
     *
     * @param throwables JDWP ids of these exceptions, in the same order
     */
    public Located traces(long... throwables) throws IOException {
        return walk.exceptions().alike(throwables);
    }

    /** Reads the traces. @param strings JDWP ids of what {@link #traces} gave */
    public void readTraces(long... strings) throws IOException {
        walk.exceptions().readTraces(strings);
    }

    /**
     * {@return captured exceptions whose message {@code NullPointerException.getExtendedNPEMessage} is to be called for} in the target, and
     * {@link #readMessages} with it. Without it they would arrive without one.
     */
    public Located messageless() throws IOException {
        return walk.exceptions().messageless();
    }

    /** Reads the messages. @param strings JDWP ids of those of {@link #messageless}, in the same order; 0 is none */
    public void readMessages(long... strings) throws IOException {
        walk.exceptions().readMessages(strings);
    }

    /** {@return captured objects with values that are not a number, and of which it is not known which ones} {@link #readNotNumbers} is to be called for them. */
    public Located notNumbers() throws IOException {
        return walk.reader().locate(walk.notNumbers().objects());
    }

    /** Reads these values. @param ids JDWP ids of what {@link #notNumbers} gave */
    public void readNotNumbers(long... ids) throws IOException {
        walk.notNumbers().read(ids);
    }

    /** {@return whether there are references that the collector, or the program, has cleared and that are not in their queue} */
    public boolean hasClearedReferences() {
        return walk.hasClearedReferences();
    }

    /**
     * {@return memory outside the heap that is to be copied} Each piece into a byte array in the target, to be told to its
     * {@link Memory#add}. To be asked for after {@link #run}, and again until there is no more.
     */
    public List<Memory> memory() {
        return walk.nativeParts().memory();
    }

    /** Memory outside the heap. */
    public interface Memory {

        long address();

        /** {@return its size in bytes} */
        int size();

        /**
         * Takes the next piece of it, front to back.
         *
         * @param array JDWP id of a byte array
         * @param length of it
         */
        void add(long array, int length) throws IOException;
    }

    /** {@return captured strings that have the contents of a literal of the program, and may be that very literal} */
    public Located literalCandidates() throws IOException {
        return walk.reader().locate(walk.strings().candidates());
    }

    /** Tells, for each of {@link #literalCandidates}, whether it is what {@code String.intern} gives. */
    public void literals(boolean... interned) {
        int[] candidates = walk.strings().candidates();
        literals = IntStream.range(0, candidates.length)
                .filter(i -> interned[i])
                .mapToObj(i -> candidates[i])
                .collect(Collectors.toSet());
    }

    /** {@return captured objects whose identity hash the program may have seen} */
    public int[] hashCandidates() {
        return walk.reader().inOrder(hashCandidates.find());
    }

    /** {@return how the target can get at some of {@link #hashCandidates}} */
    public Located locate(int... objects) throws IOException {
        return walk.reader().locate(objects);
    }

    /** {@return where some of {@link #hashCandidates} were in the target's memory when the heap was dumped; 0 for those of which that is not known} */
    public long[] addresses(int... objects) {
        return Arrays.stream(objects)
                .mapToLong(object -> walk.reader().address(object))
                .toArray();
    }

    /**
     * Tells identity hashes.
     *
     * @param objects those of {@link #hashCandidates} that have one
     */
    public void identityHashes(int[] objects, int[] values) {
        if (values.length != objects.length) {
            throw new IllegalArgumentException(values.length + " hashes for " + objects.length + " objects");
        }
        hashed = objects.clone();
        hashes = values.clone();
    }

    /** Gives back what reading takes. Whatever was read can still be asked for. */
    @Override
    public void close() throws IOException {
        walk.reader().close();
    }

    /** {@return what stands in the way, so far} */
    public List<Obstacle> obstacles() {
        return walk.obstacles().list();
    }

    /**
     * {@return the type number of a class}
     *
     * @param typeId its reference type id, which is the id of its {@code Class} object too
     */
    public int type(long typeId) throws IOException {
        TargetType type = classes.byId(typeId);
        if (type == null) {
            classes.refresh();
            type = classes.byId(typeId);
        }
        if (type == null) {
            throw new IOException("the target has no class with the id " + typeId);
        }
        return walk.types().number(type);
    }

    /** Numbers all objects. */
    public HeapImage finish() throws IOException {
        Map<Integer, String> interned = walk.strings().settle(literals);
        interned.forEach(
                (object, text) -> walk.names().add(object, new io.jtp.snapshot.NamedObject.InternedString(text)));
        ObjectTable table = walk.table();
        int next = walk.names().number(1, table);
        List<CapturedType> stored = new ArrayList<>();
        for (CapturedType type : walk.captured()) {
            if (type.store != null && !type.store.objects.isEmpty()) {
                next = type.store.number(next, table);
                stored.add(type);
            }
        }
        List<HeapBlock> blocks = new ArrayList<>();
        blocks.add(walk.names().block(1, table, walk.types()));
        for (CapturedType type : stored) {
            blocks.addAll(type.store.blocks(walk.types().number(type.type), table));
        }
        List<FieldValue> fields =
                statics.fields().stream().map(field -> field.value(table)).toList();
        List<Overlay> overlays = new ArrayList<>(mainThread.overlays(table));
        overlays.addAll(sharedPools.overlays(table));
        overlays.addAll(failedClasses.overlays(table));
        overlays.addAll(statics.overlays(table));
        overlays.addAll(walk.early().overlays(table));
        List<ProgramLoader> loaders = walk.early().loaders();
        int[] hashedNumbers = new int[hashes.length];
        for (int i = 0; i < hashedNumbers.length; i++) {
            hashedNumbers[i] = table.number(hashed[i]);
        }
        identityHashes = new IdentityHashes(hashedNumbers, hashes);
        finished = true;
        return new HeapImage(
                List.copyOf(walk.types().loaded()),
                fields,
                overlays,
                identityHashes,
                walk.nativeParts().numbered(),
                loaders,
                blocks);
    }

    /** {@return the number of an object in the image, 0 for null or one that was never found} */
    public int number(long id) {
        if (!finished) {
            throw new IllegalStateException("objects have no numbers before finish()");
        }
        int object = walk.table().find(id);
        if (id != 0 && object == 0) {
            throw new IllegalStateException("nothing that was captured leads to object " + id);
        }
        return walk.table().number(object);
    }
}
