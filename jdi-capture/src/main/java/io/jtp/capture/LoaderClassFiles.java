package io.jtp.capture;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ClassLoaderReference;
import com.sun.jdi.ClassType;
import com.sun.jdi.Field;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import io.jtp.capture.heap.TargetClasses;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.ConstantPoolBytes;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.WholeArrays;
import io.jtp.classfile.ClassFileSource;
import io.jtp.classfile.LostAttributes;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
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

    private static final String DOMAIN = "java.security.ProtectionDomain";

    /** The JDK's, for the code that it makes for reflection, up to JDK 21. It has one of its own in every JVM. */
    private static final String GENERATING = "jdk.internal.reflect.DelegatingClassLoader";

    private final TargetClasses classes;
    private final ClassFileSource source;
    private final MethodCodes codes;
    private final JdwpPipe pipe;
    private final RebuiltClassFiles rebuilt;

    /** By loader and internal name, what looks like a class file among the loader's objects. */
    private final Map<Long, Map<String, List<byte[]>>> stored = new HashMap<>();

    /** What the agent of a program that was moved here keeps; asked for once. */
    private Map<String, List<byte[]>> kept;

    private final Set<ClassLoaderReference> loaders = new LinkedHashSet<>();

    LoaderClassFiles(
            TargetClasses classes,
            ClassFileSource source,
            MethodCodes codes,
            JdwpPipe pipe,
            RebuiltClassFiles rebuilt) {
        this.classes = classes;
        this.source = source;
        this.codes = codes;
        this.pipe = pipe;
        this.rebuilt = rebuilt;
    }

    /** Looks for all that are missing. @param invoker in a stopped thread of a program that is held */
    void find(Invoker invoker) throws IOException, InvocationFailedException {
        classes.refresh();
        for (ClassLoaderReference loader : List.copyOf(loaders)) {
            findUnlinked(invoker, loader);
        }
        Map<Long, String> missing = classes.withoutClassFile();
        if (!missing.isEmpty()) {
            findLinked(invoker, missing);
            classes.refresh();
        }
        stored.clear();
    }

    /**
     * Looks for loaders that are not known from a linked class, and for their classes. The JVM goes through all objects for that.
     *
     * @return whether there were any that the JVM has classes from
     */
    boolean findLoaders(Invoker invoker) throws IOException, InvocationFailedException {
        boolean found = false;
        for (ReferenceType type : invoker.thread().virtualMachine().allClasses()) {
            if (type instanceof ClassType loaders
                    && classes.isOfLoaders(type.classObject().uniqueID())) {
                for (ObjectReference each : loaders.instances(0)) {
                    ClassLoaderReference loader = (ClassLoaderReference) each;
                    if (!pipe.ask(Commands.visibleClasses(loader.uniqueID())).isEmpty() && add(loader)) {
                        findUnlinked(invoker, loader);
                        found = true;
                    }
                }
            }
        }
        stored.clear();
        return found;
    }

    private boolean add(ClassLoaderReference loader) {
        classes.made().addLoader(loader.uniqueID());
        return loaders.add(loader);
    }

    private void findLinked(Invoker invoker, Map<Long, String> missing) throws IOException, InvocationFailedException {
        for (Map.Entry<Long, String> each : missing.entrySet()) {
            long id = each.getKey();
            ReferenceType type = invoker.type(id, each.getValue()).orElse(null);
            if (type == null) {
                continue;
            }
            ClassLoaderReference loader = type.classLoader();
            if (loader.referenceType().name().equals(GENERATING)) {
                continue;
            }
            Map<String, byte[]> running = MethodCodes.running(id, pipe);
            Predicate<byte[]> isRight = file -> codes.isOf(type, file, running);
            Optional<byte[]> found = find(invoker, loader, internalName(type), isRight);
            if (found.isEmpty()) {
                found = rebuild(
                        invoker,
                        type.classObject(),
                        loader,
                        isRight,
                        why -> classes.made().missing(id, why));
            }
            OptionalLong domain = domain(invoker, type.classObject());
            if (found.isPresent() && domain.isPresent()) {
                classes.made().put(id, found.get(), domain.getAsLong());
                if (add(loader)) {
                    findUnlinked(invoker, loader);
                }
            }
        }
    }

    /** Classes that have been loaded and not linked: JDWP does not list them, but as classes of their loader. */
    private void findUnlinked(Invoker invoker, ClassLoaderReference loader)
            throws IOException, InvocationFailedException {
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
            Predicate<byte[]> isRight = file -> MethodCodes.hasPool(pool.count(), pool.bytes(), file);
            Optional<byte[]> found = find(invoker, loader, name, isRight);
            // it is in the JVM's own table: no code of the program runs
            ObjectReference type = invoker.objectFromStatic(
                    "java.lang.Class",
                    "forName",
                    "(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;",
                    name.replace('/', '.'),
                    false,
                    loader);
            if (found.isEmpty()) {
                found = rebuildUnlinked(invoker, loader, name, type, isRight);
            }
            OptionalLong domain = domain(invoker, type);
            if (found.isPresent() && domain.isPresent()) {
                classes.made().putUnlinked(loader.uniqueID(), name, found.get(), domain.getAsLong());
            }
        }
    }

    private Optional<byte[]> find(Invoker invoker, ClassLoaderReference loader, String name, Predicate<byte[]> isRight)
            throws IOException {
        Optional<byte[]> found = source.find(name, BuiltinLoader.APP).filter(isRight);
        if (found.isEmpty()) {
            found = onlyOne(kept(invoker).getOrDefault(name, List.of()), isRight);
        }
        if (found.isEmpty()) {
            long id = loader.uniqueID();
            if (!stored.containsKey(id)) {
                stored.put(id, classes.stored(id));
            }
            found = stored.get(id).getOrDefault(name, List.of()).stream()
                    .filter(isRight)
                    .findFirst();
        }
        return found.isPresent()
                ? found
                : resource(invoker, loader, name + ".class").filter(isRight);
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

    private Optional<byte[]> rebuildUnlinked(
            Invoker invoker, ClassLoaderReference loader, String name, ObjectReference type, Predicate<byte[]> isRight)
            throws IOException {
        long id = loader.uniqueID();
        try {
            if (rebuilt.links(invoker)) {
                classes.made().linkedToWrite(id, name);
                return Optional.empty();
            }
        } catch (InvocationFailedException e) {
            LOG.debug("the JVM writes no class files", e);
        }
        return rebuild(invoker, type, loader, isRight, why -> classes.made().missingUnlinked(id, name, why));
    }

    /** @param missing is told why there is none */
    private Optional<byte[]> rebuild(
            Invoker invoker,
            ObjectReference type,
            ClassLoaderReference loader,
            Predicate<byte[]> isRight,
            Consumer<String> missing)
            throws IOException {
        try {
            byte[] classFile = rebuilt.of(invoker, type);
            Set<String> lost = LostAttributes.in(classFile);
            if (lost.contains(EnclosingMethods.ATTRIBUTE)) {
                Optional<byte[]> restored = EnclosingMethods.restore(invoker, type, loader, classFile);
                if (restored.isPresent()) {
                    lost.remove(EnclosingMethods.ATTRIBUTE);
                    classFile = restored.get();
                }
            }
            if (!lost.isEmpty()) {
                missing.accept("what the JVM has kept of it lacks " + String.join(", ", lost));
            } else if (!isRight.test(classFile)) {
                missing.accept("what the JVM has kept of it is not what runs");
            } else {
                LOG.debug("the class file of {} was written by the JVM", type);
                return Optional.of(classFile);
            }
        } catch (InvocationFailedException e) {
            LOG.debug("the JVM did not write the class file of {}", type, e);
            missing.accept("the JVM does not write it: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** {@return object id of a class's protection domain, 0 if it has none; empty if that is of a class of the program's} */
    private static OptionalLong domain(Invoker invoker, ObjectReference type) throws InvocationFailedException {
        ObjectReference domain = unchecked(invoker, type);
        if (domain == null) {
            return OptionalLong.of(0);
        }
        return domain.referenceType().name().equals(DOMAIN) ? OptionalLong.of(domain.uniqueID()) : OptionalLong.empty();
    }

    /** Not by the public method, which makes one up where there is none. */
    private static ObjectReference unchecked(Invoker invoker, ObjectReference type) throws InvocationFailedException {
        Field field = type.referenceType().fieldByName("protectionDomain");
        return (ObjectReference)
                (field != null
                        ? type.getValue(field)
                        : invoker.call(type, "getProtectionDomain0", "()Ljava/security/ProtectionDomain;"));
    }

    private static String internalName(ReferenceType type) {
        return type.name().replace('.', '/');
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
