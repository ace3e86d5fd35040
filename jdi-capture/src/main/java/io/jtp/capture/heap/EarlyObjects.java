package io.jtp.capture.heap;

import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.FieldEntry;
import io.jtp.capture.jdwp.TaggedValue;
import io.jtp.capture.jdwp.Tags;
import io.jtp.snapshot.ClassOrigin.Defined;
import io.jtp.snapshot.FieldValue;
import io.jtp.snapshot.NamedObject;
import io.jtp.snapshot.NamedObject.MadeDomain;
import io.jtp.snapshot.NamedObject.MadeLoader;
import io.jtp.snapshot.Overlay;
import io.jtp.snapshot.ProgramLoader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The program's class loaders and the protection domains of their classes. The destination needs them before it can define the classes,
 * and the classes before it can make any other object: so these are made first, empty, and their fields are laid over at the end.
 */
final class EarlyObjects {

    /** Of {@code ClassLoader}: what belongs to the JVM, or is a cache. Of {@code URLClassLoader}: the jars it has opened. */
    static final Set<String> LEFT_OUT = Set.of("unnamedModule", "classLoaderValueMap", "closeables");

    /** Above the program's own classes, a loader may be of these. */
    private static final Set<String> KNOWN = Set.of(
            "java/lang/ClassLoader",
            "java/security/SecureClassLoader",
            "java/net/URLClassLoader",
            "java/net/FactoryURLClassLoader",
            "jdk/internal/jrtfs/JrtFileSystemProvider$JrtFsLoader",
            // those of `java FILE.java`: up to JDK 21, and from 22 on
            "com/sun/tools/javac/launcher/Main$MemoryClassLoader",
            "com/sun/tools/javac/launcher/MemoryClassLoader");

    private record Row(int object, CapturedType type, long[] values) {}

    private final TargetClasses classes;
    private final HeapWalk walk;

    /** Indices of the objects, in the order of their numbers among loaders. */
    private final List<Integer> loaders = new ArrayList<>();

    private final Map<Integer, List<Integer>> found = new HashMap<>();

    /** Whether there are loaders that are only known from a heap dump. */
    private boolean unknown;

    private final Map<Long, Integer> domains = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();

    EarlyObjects(TargetClasses classes, HeapWalk walk) {
        this.classes = classes;
        this.walk = walk;
    }

    /** {@return whether loaders of this class are moved} */
    static boolean isMovable(TargetType loaderType) {
        TargetType type = loaderType;
        while (type != null && !type.jdk) {
            type = type.superclass;
        }
        return type != null && KNOWN.contains(type.name);
    }

    /** {@return whether objects of this class can be what this is about} */
    static boolean mayBe(TargetType type) {
        return type.name.equals("java/security/ProtectionDomain") || type.isA("java/lang/ClassLoader");
    }

    /** {@return what a class becomes at the destination} @param classFile original class file */
    Defined origin(TargetType type, byte[] classFile) {
        return origin(type.loader, classes.made().domain(type.id), type.displayName(), classFile);
    }

    /**
     * {@return what a class becomes at the destination}
     *
     * @param loader object id
     * @param domain object id, or 0
     * @param name for people
     */
    Defined origin(long loader, long domain, String name, byte[] classFile) {
        int edge = walk.table().edge("loader of " + name);
        int object = walk.found(loader, Tags.CLASS_LOADER, null, 0, edge);
        return new Defined(loader(object), domain == 0 ? Defined.NO_DOMAIN : domain(domain, name), classFile);
    }

    /** {@return the position of a loader} @param object its index */
    int loader(int object) {
        if (!loaders.contains(object)) {
            loaders.add(object);
        }
        return loaders.indexOf(object);
    }

    private int domain(long id, String of) {
        int edge = walk.table().edge("protection domain of " + of);
        walk.found(id, Tags.OBJECT, null, 0, edge);
        return domains.computeIfAbsent(id, i -> domains.size());
    }

    /** {@return what an object of this kind is at the destination, or null for others} */
    NamedObject name(int object, TargetType type) {
        long id = walk.table().id(object);
        if (type.isA("java/lang/ClassLoader")) {
            return isMovable(type) && classes.builtinLoader(id).isEmpty() ? new MadeLoader(loader(object)) : null;
        }
        for (long domain : classes.made().domains()) {
            if (domain == id) {
                return new MadeDomain(domains.computeIfAbsent(id, i -> domains.size()));
            }
        }
        return null;
    }

    /** Takes the fields of an object that {@link #name} has a name for. @param references indices, where they are ones */
    void add(int object, CapturedType type, long[] values) {
        rows.add(new Row(object, type, values));
    }

    /**
     * Asks which classes the JVM has been given by the loaders found so far. That can lead to further ones.
     *
     * @return whether there was anything to ask
     */
    boolean askForClasses() throws IOException {
        boolean asked = false;
        for (int loader = 0; loader < loaders.size(); loader++) {
            long id = walk.table().id(loaders.get(loader));
            if (!found.containsKey(loader)) {
                asked = true;
                unknown |= id < 0;
                found.put(loader, id < 0 ? List.of() : given(id));
            }
        }
        return asked;
    }

    /** {@return whether there are loaders that JDWP can only be asked about when they have been looked for} */
    boolean hasUnknown() {
        return unknown;
    }

    /** {@return the numbers of the classes that the JVM has been given by a loader} @param loader its id */
    private List<Integer> given(long loader) throws IOException {
        List<Integer> types = new ArrayList<>();
        for (long id : classes.pipe().ask(Commands.visibleClasses(loader))) {
            TargetType type = classes.byId(id);
            if (type == null) {
                String signature = classes.pipe().ask(Commands.signature(id));
                if (!signature.startsWith("[")) {
                    types.add(walk.types().unlinked(signature, classes.pipe().ask(Commands.classLoader(id))));
                }
            } else if (!type.isArray() && !type.isHidden() && !isOfAgent(type)) {
                types.add(walk.types().number(type));
            }
        }
        return types;
    }

    private static boolean isOfAgent(TargetType type) {
        return type.loader == 0 && type.name.startsWith(Anchors.AGENT);
    }

    /** {@return all loaders, in the order of their positions} */
    List<ProgramLoader> loaders() throws IOException {
        List<ProgramLoader> all = new ArrayList<>();
        for (int i = 0; i < loaders.size(); i++) {
            int object = loaders.get(i);
            long id = walk.table().id(object);
            all.add(new ProgramLoader(
                    walk.types().number(walk.table().type(object).type),
                    text(id, "name"),
                    text(id, "nameAndId"),
                    found.get(i).stream().mapToInt(Integer::intValue).toArray()));
        }
        return all;
    }

    private String text(long loader, String field) throws IOException {
        if (loader < 0) {
            return "";
        }
        FieldEntry entry = classes.one("Ljava/lang/ClassLoader;")
                .orElseThrow()
                .field(field)
                .orElseThrow(() -> new IOException("the target's ClassLoader has no " + field + ": not a JDK we know"));
        TaggedValue value =
                classes.pipe().ask(Commands.fieldValues(loader, entry.id())).get(0);
        return value.bits() == 0 ? "" : classes.pipe().ask(Commands.stringValue(value.bits()));
    }

    List<Overlay> overlays(ObjectTable table) throws IOException {
        List<Overlay> overlays = new ArrayList<>();
        for (Row row : rows) {
            List<FieldValue> fields = new ArrayList<>();
            for (int i = 0; i < row.type().layout.slots().size(); i++) {
                Layout.Slot slot = row.type().layout.slots().get(i);
                if (!slot.leftOut()) {
                    int declaring = walk.types().number(slot.declaring());
                    fields.add(new FieldSlot(declaring, slot.field(), row.values()[i]).value(table));
                }
            }
            overlays.add(new Overlay(table.number(row.object()), fields));
        }
        return overlays;
    }
}
