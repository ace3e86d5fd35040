package io.jtp.capture.heap;

import io.jtp.capture.jdwp.ClassEntry;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.FieldEntry;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.TypeId;
import io.jtp.classfile.ClassFileSource;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of the target's classes and of the JDK's static objects. Made while the program runs, which costs some thousand small
 * commands; {@link #refresh} under suspension then only adds what was loaded meanwhile. Good for any number of {@link HeapCapture}s.
 */
public final class TargetClasses {

    private final JdwpPipe pipe;
    private final ProgramClassFiles classFiles;
    private final List<TargetType> all = new ArrayList<>();
    private final Map<Long, TargetType> byId = new HashMap<>();
    private final Map<String, List<TargetType>> bySignature = new HashMap<>();
    private List<TargetType> present = List.of();
    private final Map<Long, String> moduleNames = new HashMap<>();
    private final MadeClassFiles made = new MadeClassFiles();
    private final Anchors anchors;
    private long platformLoader;
    private long appLoader;

    /** Gathers all that is there; the program may be running. */
    public TargetClasses(JdwpPipe pipe, ClassFileSource classFiles) throws IOException {
        this.pipe = pipe;
        this.classFiles = new ProgramClassFiles(classFiles);
        this.anchors = new Anchors(this);
        refresh();
    }

    /** Adds what was loaded and initialised since the last time. */
    public void refresh() throws IOException {
        List<TargetType> added = new ArrayList<>();
        List<TargetType> listed = new ArrayList<>();
        for (ClassEntry entry : pipe.ask(Commands.allClasses())) {
            TargetType type = byId.get(entry.id());
            if (type == null) {
                type = new TargetType(all.size(), entry.id(), entry.kind(), entry.signature());
                all.add(type);
                byId.put(type.id, type);
                added.add(type);
            }
            listed.add(type);
            type.initialized = entry.initialized();
            type.failed = entry.failed();
        }
        for (TargetType type : added) {
            ask(type);
        }
        pipe.finish();
        present = listed.stream().filter(type -> byId.containsKey(type.id)).toList();
        for (TargetType type : added) {
            if (byId.containsKey(type.id)) {
                bySignature
                        .computeIfAbsent(type.signature, s -> new ArrayList<>(1))
                        .add(type);
            }
        }
        if (appLoader == 0) {
            findLoaders();
        }
        tellJdkFromProgram(added);
        for (TargetType type : all) {
            if (type.initialized || type.failed) {
                readClassFile(type);
            }
        }
        anchors.refresh();
    }

    private void readClassFile(TargetType type) {
        if (type.carried && !type.isHidden() && !type.isArray()) {
            classFiles.read(type, () -> classFile(type));
        }
    }

    /**
     * {@return the class file of a class, or empty if it cannot be found} It has not been compared with what runs, except for those of the
     * program's own loaders.
     */
    Optional<byte[]> classFile(TargetType type) {
        Optional<BuiltinLoader> loader = builtinLoader(type);
        return loader.isPresent() ? classFiles.source().find(type.name, loader.get()) : made.find(type.id);
    }

    /** {@return whether a class can be had at the destination, if its loader can} */
    boolean isMovable(TargetType type) {
        return builtinLoader(type).isPresent() || made.find(type.id).isPresent();
    }

    /**
     * Tells which classes are being initialised.
     *
     * <p>Before the initialiser of a class those of its superclasses run, and while they do it counts as being initialised too, so they can
     * use it. The JVM does not tell whether it has got so far. If it has not, then its static fields are as they were when it was loaded,
     * and taking it for one that is being initialised does no harm. A class can have failed on the way to the initialiser of such a
     * superclass.
     *
     * @param initializers ids of the classes whose initialisers are on the stack
     */
    void initializing(Set<Long> initializers) throws IOException {
        boolean interfaces = initializers.stream().anyMatch(id -> byId.get(id).kind == TypeId.INTERFACE);
        for (TargetType type : all) {
            boolean begun = !type.initialized && type.carried && !type.isArray() && byId.containsKey(type.id);
            type.initializing = begun && !initializers.isEmpty() && inherits(type, initializers, interfaces);
            if (type.initializing) {
                readClassFile(type);
            }
        }
    }

    private boolean inherits(TargetType type, Set<Long> initializers, boolean interfaces) throws IOException {
        if (initializers.contains(type.id)) {
            return true;
        }
        if (interfaces) {
            for (long each : pipe.ask(Commands.interfaces(type.id))) {
                if (byId.containsKey(each) && inherits(byId.get(each), initializers, true)) {
                    return true;
                }
            }
        }
        return type.superclass != null && inherits(type.superclass, initializers, interfaces);
    }

    private void ask(TargetType type) throws IOException {
        if (!type.isArray()) {
            pipe.send(Commands.fields(type.id), fields -> type.fields = fields, gone -> forget(type));
        }
        if (type.kind == TypeId.CLASS) {
            pipe.send(
                    Commands.superclass(type.id),
                    id -> {
                        type.superclass = byId.get(id);
                        if (type.superclass != null) {
                            type.superclass.subclassed = true;
                        }
                    },
                    gone -> forget(type));
        }
        pipe.send(Commands.classLoader(type.id), id -> type.loader = id, gone -> forget(type));
    }

    /** A class that was unloaded between two questions. */
    private void forget(TargetType type) {
        byId.remove(type.id);
        type.initialized = false;
    }

    private void findLoaders() throws IOException {
        TargetType loaders = one("Ljdk/internal/loader/ClassLoaders;")
                .orElseThrow(
                        () -> new IOException("the target has no jdk.internal.loader.ClassLoaders: not a JDK we know"));
        platformLoader = staticReference(loaders, "PLATFORM_LOADER");
        appLoader = staticReference(loaders, "APP_LOADER");
    }

    private long staticReference(TargetType type, String name) throws IOException {
        FieldEntry field = type.field(name)
                .orElseThrow(() -> new IOException("the target's " + type + " has no " + name + ": not a JDK we know"));
        return pipe.ask(Commands.staticValues(type.id, field.id())).get(0).bits();
    }

    private void tellJdkFromProgram(List<TargetType> added) throws IOException {
        Map<TargetType, Long> modules = new HashMap<>();
        for (TargetType type : added) {
            type.jdk = type.loader == 0 || type.loader == platformLoader;
            type.carried = !type.jdk && !type.isProxy();
            if (type.loader == appLoader && byId.containsKey(type.id)) {
                pipe.send(Commands.module(type.id), id -> modules.put(type, id), gone -> forget(type));
            }
        }
        pipe.finish();
        for (long module : new HashSet<>(modules.values())) {
            if (!moduleNames.containsKey(module)) {
                pipe.send(Commands.moduleName(module), name -> moduleNames.put(module, name == null ? "" : name));
            }
        }
        pipe.finish();
        modules.forEach((type, module) -> {
            String name = moduleNames.get(module);
            type.jdk = name.startsWith("java.") || name.startsWith("jdk.");
        });
        for (TargetType type : added) {
            type.jdk |= type.isProxy();
        }
    }

    JdwpPipe pipe() {
        return pipe;
    }

    Anchors anchors() {
        return anchors;
    }

    /** {@return the class files of what the program's own loaders have defined} */
    public MadeClassFiles made() {
        return made;
    }

    /** {@return whether JDWP lists a class: it is linked} @param typeId reference type id */
    public boolean isListed(long typeId) {
        return byId.containsKey(typeId);
    }

    /** {@return whether there can be class loaders of this very class that are moved} @param typeId reference type id */
    public boolean isOfLoaders(long typeId) {
        TargetType type = byId.get(typeId);
        return type != null && type.initialized && type.isA("java/lang/ClassLoader") && EarlyObjects.isMovable(type);
    }

    /** {@return the classes that loaders other than the built-in ones have defined and whose class file is not known yet: ids with binary names} */
    public Map<Long, String> withoutClassFile() {
        Map<Long, String> found = new LinkedHashMap<>();
        present.stream()
                .filter(type -> !type.isArray() && !type.isHidden() && !isMovable(type))
                .forEach(type -> found.put(type.id, type.name.replace('/', '.')));
        return found;
    }

    /** {@return what looks for class files among the objects that loaders refer to} Good while the program stands still. */
    public StoredClassFiles stored() {
        return new StoredClassFiles(this);
    }

    ProgramClassFiles classFiles() {
        return classFiles;
    }

    /** In the order in which they were first seen; unloaded ones too. */
    List<TargetType> all() {
        return Collections.unmodifiableList(all);
    }

    /** {@return those that were loaded when they were last asked for} */
    List<TargetType> present() {
        return present;
    }

    /** {@return object ids of the loaders that every JVM has} */
    List<Long> builtinLoaders() {
        return List.of(platformLoader, appLoader);
    }

    /** {@return the type, or null if it is not known: a primitive type, or loaded after the last refresh} */
    TargetType byId(long id) {
        return byId.get(id);
    }

    /** {@return the classes of this signature, one for each loader that has it} */
    List<TargetType> named(String signature) {
        return bySignature.getOrDefault(signature, List.of());
    }

    /** {@return the class of this signature if there is just one} */
    Optional<TargetType> one(String signature) {
        List<TargetType> types = named(signature);
        return types.size() == 1 ? Optional.of(types.get(0)) : Optional.empty();
    }

    /** {@return the class of every object that a variable of this type can hold, or null if there may be several} */
    TargetType exact(String signature) {
        int dimensions = signature.lastIndexOf('[') + 1;
        if (dimensions > 0) {
            boolean primitive = signature.length() == dimensions + 1;
            boolean exact = primitive || exact(signature.substring(dimensions)) != null;
            return exact ? one(signature).orElse(null) : null;
        }
        TargetType type = one(signature).orElse(null);
        return type != null && type.kind == TypeId.CLASS && !type.subclassed ? type : null;
    }

    /** {@return which of the built-in loaders defined a class, or empty if another did} */
    Optional<BuiltinLoader> builtinLoader(TargetType type) {
        return builtinLoader(type.loader);
    }

    Optional<BuiltinLoader> builtinLoader(long loader) {
        if (loader == 0) {
            return Optional.of(BuiltinLoader.BOOT);
        }
        if (loader == platformLoader) {
            return Optional.of(BuiltinLoader.PLATFORM);
        }
        return loader == appLoader ? Optional.of(BuiltinLoader.APP) : Optional.empty();
    }
}
