package io.jtp.capture;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ClassLoaderReference;
import com.sun.jdi.ClassType;
import com.sun.jdi.Field;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import io.jtp.capture.heap.StoredClassFiles;
import io.jtp.capture.heap.TargetClasses;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.ConstantPoolBytes;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.WholeArrays;
import io.jtp.classfile.ClassFileSource;
import io.jtp.classfile.LostAttributes;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the class files of what the program's own class loaders have defined: on the class path, for loaders that read the parent's
 * resources; in a program that was moved, with the agent; among the objects that the loader refers to; by asking the loader for it as a resource; and last by having the JVM write
 * it again, see {@link RebuiltClassFiles}. Each is compared with the class.
 */
final class LoaderClassFiles {

    private static final Logger LOG = LoggerFactory.getLogger(LoaderClassFiles.class);

    private static final String DOMAIN = "Ljava/security/ProtectionDomain;";

    /**
     * A loader that makes classes at run time has thousands, and no resource of any. To ask takes two calls for each class, so such a loader is
     * asked only for those that the JVM does not write.
     */
    private static final int ENOUGH_QUESTIONS = 20;

    /** The JDK's, for the code that it makes for reflection, up to JDK 21. It has one of its own in every JVM. */
    private static final String GENERATING = "jdk.internal.reflect.DelegatingClassLoader";

    private final TargetClasses classes;
    private final ClassFileSource source;
    private final MethodCodes codes;
    private final JdwpPipe pipe;
    private final RebuiltClassFiles rebuilt;
    private final BulkCalls calls;

    /** By classes of loaders: how many resources in a row they did not have. */
    private final Map<ReferenceType, Integer> unanswered = new HashMap<>();

    /** What the agent of a program that was moved here keeps; asked for once. */
    private Map<String, List<byte[]>> kept;

    private final Set<ClassLoaderReference> loaders = new LinkedHashSet<>();

    /**
     * A class whose class file is looked for.
     *
     * @param id of its {@code Class}
     * @param name internal name
     * @param isRight whether a class file is that of the class
     */
    private record Wanted(
            long id, String name, ClassLoaderReference loader, boolean linked, Predicate<byte[]> isRight) {}

    LoaderClassFiles(
            TargetClasses classes,
            ClassFileSource source,
            MethodCodes codes,
            JdwpPipe pipe,
            RebuiltClassFiles rebuilt,
            BulkCalls calls) {
        this.classes = classes;
        this.source = source;
        this.codes = codes;
        this.pipe = pipe;
        this.rebuilt = rebuilt;
        this.calls = calls;
    }

    /** Looks for all that are missing. @param invoker in a stopped thread of a program that is held */
    void find(Invoker invoker) throws IOException, InvocationFailedException {
        classes.refresh();
        List<Wanted> wanted = new ArrayList<>();
        for (ClassLoaderReference loader : loaders) {
            wanted.addAll(unlinked(loader));
        }
        List<Wanted> linked = linked(invoker);
        wanted.addAll(linked);
        find(invoker, wanted);
        if (!linked.isEmpty()) {
            classes.refresh();
        }
    }

    /**
     * Looks for loaders that are not known from a linked class, and for their classes. The JVM goes through all objects for that.
     *
     * @return whether there were any that the JVM has classes from
     */
    boolean findLoaders(Invoker invoker) throws IOException, InvocationFailedException {
        List<Wanted> wanted = new ArrayList<>();
        boolean found = false;
        for (ReferenceType type : invoker.thread().virtualMachine().allClasses()) {
            if (type instanceof ClassType loaders
                    && classes.isOfLoaders(type.classObject().uniqueID())) {
                for (ObjectReference each : loaders.instances(0)) {
                    ClassLoaderReference loader = (ClassLoaderReference) each;
                    if (!pipe.ask(Commands.visibleClasses(loader.uniqueID())).isEmpty() && add(loader)) {
                        wanted.addAll(unlinked(loader));
                        found = true;
                    }
                }
            }
        }
        find(invoker, wanted);
        return found;
    }

    private boolean add(ClassLoaderReference loader) {
        classes.made().addLoader(loader.uniqueID());
        return loaders.add(loader);
    }

    private List<Wanted> linked(Invoker invoker) throws IOException, InvocationFailedException {
        List<Wanted> wanted = new ArrayList<>();
        for (Map.Entry<Long, String> each : classes.withoutClassFile().entrySet()) {
            long id = each.getKey();
            ReferenceType type = invoker.type(id, each.getValue()).orElse(null);
            if (type == null || type.classLoader().referenceType().name().equals(GENERATING)) {
                continue;
            }
            Map<String, byte[]> running = MethodCodes.running(id, pipe);
            wanted.add(new Wanted(
                    id,
                    type.name().replace('.', '/'),
                    type.classLoader(),
                    true,
                    file -> codes.isOf(type, file, running)));
        }
        return wanted;
    }

    /** Classes that have been loaded and not linked: JDWP does not list them, but as classes of their loader. */
    private List<Wanted> unlinked(ClassLoaderReference loader) throws IOException {
        List<Wanted> wanted = new ArrayList<>();
        for (long id : pipe.ask(Commands.visibleClasses(loader.uniqueID()))) {
            if (classes.isListed(id) || pipe.ask(Commands.classLoader(id)) != loader.uniqueID()) {
                continue;
            }
            String signature = pipe.ask(Commands.signature(id));
            String name = signature.substring(1, signature.length() - 1);
            classes.made().addUnlinked(id);
            if (signature.startsWith("[") || classes.made().hasUnlinked(loader.uniqueID(), name)) {
                continue;
            }
            ConstantPoolBytes pool = pipe.ask(Commands.constantPool(id));
            wanted.add(
                    new Wanted(id, name, loader, false, file -> MethodCodes.hasPool(pool.count(), pool.bytes(), file)));
        }
        return wanted;
    }

    /** What is found of a loader that was not known makes its other classes wanted, too. */
    private void find(Invoker invoker, List<Wanted> wanted) throws IOException, InvocationFailedException {
        StoredClassFiles stored = classes.stored();
        for (List<Wanted> some = wanted; !some.isEmpty(); ) {
            List<Wanted> more = new ArrayList<>();
            Map<Wanted, byte[]> found = classFiles(invoker, some, stored);
            Map<Wanted, OptionalLong> domains = domains(invoker, List.copyOf(found.keySet()));
            for (Map.Entry<Wanted, byte[]> each : found.entrySet()) {
                Wanted type = each.getKey();
                OptionalLong domain = domains.get(type);
                if (domain.isEmpty()) {
                    continue;
                }
                if (!type.linked) {
                    classes.made().putUnlinked(type.loader.uniqueID(), type.name, each.getValue(), domain.getAsLong());
                } else {
                    classes.made().put(type.id, each.getValue(), domain.getAsLong());
                    if (add(type.loader)) {
                        more.addAll(unlinked(type.loader));
                    }
                }
            }
            some = more;
        }
    }

    private Map<Wanted, byte[]> classFiles(Invoker invoker, List<Wanted> wanted, StoredClassFiles stored)
            throws IOException, InvocationFailedException {
        Map<Wanted, byte[]> found = new LinkedHashMap<>();
        List<Wanted> left = new ArrayList<>();
        List<Wanted> unasked = new ArrayList<>();
        for (Wanted each : wanted) {
            Optional<byte[]> file = atHand(invoker, each, stored);
            if (file.isEmpty() && isSilent(each.loader)) {
                unasked.add(each);
            } else if (file.isEmpty()) {
                file = resource(invoker, each);
            }
            file.ifPresentOrElse(bytes -> found.put(each, bytes), () -> left.add(each));
        }
        Map<Wanted, String> failures = new LinkedHashMap<>();
        rebuild(invoker, left, found, failures);
        for (Wanted each : unasked) {
            if (!found.containsKey(each)) {
                resource(invoker, each).ifPresent(bytes -> found.put(each, bytes));
            }
        }
        failures.keySet().removeAll(found.keySet());
        failures.forEach((each, why) -> {
            if (each.linked) {
                classes.made().missing(each.id, why);
            } else {
                classes.made().missingUnlinked(each.loader.uniqueID(), each.name, why);
            }
        });
        return found;
    }

    private Optional<byte[]> atHand(Invoker invoker, Wanted wanted, StoredClassFiles stored) throws IOException {
        Optional<byte[]> found = Arrays.stream(BuiltinLoader.values())
                .flatMap(loader -> source.find(wanted.name, loader).stream())
                .filter(wanted.isRight)
                .findFirst();
        if (found.isEmpty()) {
            found = onlyOne(kept(invoker).getOrDefault(wanted.name, List.of()), wanted.isRight);
        }
        if (found.isEmpty()) {
            found = stored.of(wanted.loader.uniqueID(), wanted.name).stream()
                    .filter(wanted.isRight)
                    .findFirst();
        }
        return found;
    }

    /** Classes of one name that differ by constants alone look alike as morphs. */
    private static Optional<byte[]> onlyOne(List<byte[]> candidates, Predicate<byte[]> isRight) {
        List<byte[]> right = candidates.stream().filter(isRight).toList();
        return right.stream().findFirst().filter(first -> right.stream().allMatch(each -> Arrays.equals(first, each)));
    }

    private Map<String, List<byte[]>> kept(Invoker invoker) throws IOException {
        if (kept == null) {
            kept = RunningMorphs.classFiles(invoker.thread().virtualMachine(), pipe);
        }
        return kept;
    }

    /** @param failures why there is none of a class */
    private void rebuild(Invoker invoker, List<Wanted> wanted, Map<Wanted, byte[]> found, Map<Wanted, String> failures)
            throws IOException, InvocationFailedException {
        List<Wanted> writable = new ArrayList<>();
        for (Wanted each : wanted) {
            if (each.linked || !isLinkedToWrite(invoker, each)) {
                writable.add(each);
            }
        }
        if (writable.isEmpty()) {
            return;
        }
        List<byte[]> written;
        try {
            written =
                    rebuilt.of(invoker, writable.stream().mapToLong(Wanted::id).toArray());
        } catch (InvocationFailedException e) {
            LOG.debug("the JVM writes no class files", e);
            writable.forEach(each -> failures.put(each, "the JVM does not write it: " + e.getMessage()));
            return;
        }
        for (int i = 0; i < written.size(); i++) {
            Wanted each = writable.get(i);
            if (written.get(i) == null) {
                failures.put(each, "the JVM does not write it");
            } else {
                complete(invoker, each, written.get(i), failures).ifPresent(bytes -> found.put(each, bytes));
            }
        }
    }

    private boolean isLinkedToWrite(Invoker invoker, Wanted unlinked) throws IOException {
        try {
            if (rebuilt.links(invoker)) {
                classes.made().linkedToWrite(unlinked.loader.uniqueID(), unlinked.name);
                return true;
            }
        } catch (InvocationFailedException e) {
            LOG.debug("the JVM writes no class files", e);
        }
        return false;
    }

    private Optional<byte[]> complete(Invoker invoker, Wanted wanted, byte[] written, Map<Wanted, String> failures)
            throws InvocationFailedException {
        byte[] classFile = written;
        Set<String> lost = LostAttributes.in(classFile);
        if (lost.contains(EnclosingMethods.ATTRIBUTE)) {
            Optional<byte[]> restored =
                    EnclosingMethods.restore(invoker, classObject(invoker, wanted), wanted.loader, classFile);
            if (restored.isPresent()) {
                lost.remove(EnclosingMethods.ATTRIBUTE);
                classFile = restored.get();
            }
        }
        if (!lost.isEmpty()) {
            failures.put(wanted, "what the JVM has kept of it lacks " + String.join(", ", lost));
        } else if (!wanted.isRight.test(classFile)) {
            failures.put(wanted, "what the JVM has kept of it is not what runs");
        } else {
            LOG.debug("the class file of {} was written by the JVM", wanted.name);
            return Optional.of(classFile);
        }
        return Optional.empty();
    }

    private static ObjectReference classObject(Invoker invoker, Wanted wanted) throws InvocationFailedException {
        Optional<ReferenceType> listed = invoker.type(wanted.id, wanted.name.replace('/', '.'));
        if (listed.isPresent()) {
            return listed.get().classObject();
        }
        // it is in the JVM's own table: no code of the program runs
        return invoker.objectFromStatic(
                "java.lang.Class",
                "forName",
                "(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;",
                wanted.name.replace('/', '.'),
                false,
                wanted.loader);
    }

    /** {@return object ids of classes' protection domains, 0 if one has none; empty if that is of a class of the program's} */
    private Map<Wanted, OptionalLong> domains(Invoker invoker, List<Wanted> wanted)
            throws InvocationFailedException, IOException {
        long[] domains = new long[wanted.size()];
        // not by the public method, which makes one up where there is none
        Field field = invoker.type("java.lang.Class").fieldByName("protectionDomain");
        if (field == null) {
            domains = calls.protectionDomains(
                    invoker, wanted.stream().mapToLong(Wanted::id).toArray());
        } else {
            for (int i = 0; i < domains.length; i++) {
                ObjectReference domain =
                        (ObjectReference) classObject(invoker, wanted.get(i)).getValue(field);
                domains[i] = domain == null ? 0 : domain.uniqueID();
            }
        }
        Map<Long, OptionalLong> known = new HashMap<>(Map.of(0L, OptionalLong.of(0)));
        Map<Wanted, OptionalLong> all = new HashMap<>();
        for (int i = 0; i < domains.length; i++) {
            if (!known.containsKey(domains[i])) {
                String type = pipe.ask(
                        Commands.signature(pipe.ask(Commands.typeOf(domains[i])).id()));
                known.put(domains[i], type.equals(DOMAIN) ? OptionalLong.of(domains[i]) : OptionalLong.empty());
            }
            all.put(wanted.get(i), known.get(domains[i]));
        }
        return all;
    }

    /** Whether loaders of its class have been asked for many resources and had none. */
    private boolean isSilent(ClassLoaderReference loader) {
        return unanswered.getOrDefault(loader.referenceType(), 0) >= ENOUGH_QUESTIONS;
    }

    private Optional<byte[]> resource(Invoker invoker, Wanted wanted) throws IOException {
        Optional<byte[]> found =
                resource(invoker, wanted.loader, wanted.name + ".class").filter(wanted.isRight);
        if (found.isPresent()) {
            unanswered.remove(wanted.loader.referenceType());
        } else {
            unanswered.merge(wanted.loader.referenceType(), 1, Integer::sum);
        }
        return found;
    }

    private Optional<byte[]> resource(Invoker invoker, ClassLoaderReference loader, String name) throws IOException {
        try {
            // not getResource, which asks the parent first
            ObjectReference url =
                    (ObjectReference) invoker.call(loader, "findResource", "(Ljava/lang/String;)Ljava/net/URL;", name);
            ObjectReference stream = url != null
                    ? invoker.objectFrom(url, "openStream", "()Ljava/io/InputStream;")
                    : (ObjectReference) invoker.call(
                            loader, "getResourceAsStream", "(Ljava/lang/String;)Ljava/io/InputStream;", name);
            if (stream == null) {
                return Optional.empty();
            }
            ArrayReference bytes = (ArrayReference) invoker.objectFrom(stream, "readAllBytes", "()[B");
            invoker.call(stream, "close", "()V");
            return Optional.of(WholeArrays.bytes(pipe, bytes.uniqueID(), bytes.length()));
        } catch (InvocationFailedException e) {
            LOG.debug("{} could not be asked for {}", loader, name, e);
            return Optional.empty();
        }
    }
}
