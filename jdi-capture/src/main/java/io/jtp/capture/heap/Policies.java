package io.jtp.capture.heap;

import io.jtp.capture.heap.Treatment.CanonicalName;
import io.jtp.capture.heap.Treatment.ClassName;
import io.jtp.capture.heap.Treatment.Copy;
import io.jtp.capture.heap.Treatment.CopyIf;
import io.jtp.capture.heap.Treatment.Elements;
import io.jtp.capture.heap.Treatment.LoaderName;
import io.jtp.capture.heap.Treatment.ModuleName;
import io.jtp.capture.heap.Treatment.Outside;
import io.jtp.capture.heap.Treatment.Refused;
import io.jtp.capture.heap.Treatment.Text;
import io.jtp.capture.heap.Treatment.ThreadLocalEntry;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is done with the objects of which class; the first policy that knows a class decides. Before it is asked, {@link Anchors} and the
 * main thread's own objects have been found by identity.
 */
final class Policies {

    private static final List<Policy> IN_ORDER = List.of(
            Policies::arrays,
            Policies::strings,
            Policies::classes,
            Policies::loaders,
            Policies::modules,
            Policies::canonical,
            Policies::threads,
            Policies::outside,
            Policies::channelsInUse,
            Policies::objectStreams,
            new HandlePolicy(),
            new NativeState(),
            Policies::threadLocals,
            Policies::reflection,
            Policies::references,
            Policies::exceptions,
            Policies::classPaths,
            new PlainJava());

    private static final Policy UNKNOWN = new SuspectFields();

    private Policies() {}

    /** {@return what to do with objects of this class; by default they are copied field by field} */
    static Treatment of(TargetType type) {
        return known(type).or(() -> Optional.ofNullable(UNKNOWN.decide(type))).orElse(Treatment.COPY);
    }

    /** {@return what a policy says that knows the class; empty for one that just has fields or just looks as if it had native state} */
    static Optional<Treatment> known(TargetType type) {
        return IN_ORDER.stream()
                .map(policy -> policy.decide(type))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static Treatment arrays(TargetType type) {
        return type.isArray() ? new Elements() : null;
    }

    private static Treatment strings(TargetType type) {
        return type.name.equals("java/lang/String") ? new Text() : null;
    }

    private static Treatment classes(TargetType type) {
        return type.name.equals("java/lang/Class") ? new ClassName() : null;
    }

    private static Treatment loaders(TargetType type) {
        return type.isA("java/lang/ClassLoader") ? new LoaderName() : null;
    }

    private static Treatment modules(TargetType type) {
        return type.name.equals("java/lang/Module") ? new ModuleName() : null;
    }

    private static Treatment canonical(TargetType type) {
        if (!type.jdk) {
            return null;
        }
        if (type.name.equals("java/util/Currency")) {
            return new CanonicalName(type.name, "getInstance", "currencyCode");
        }
        String image = "jdk/internal/jimage/ImageReader";
        if (type.isA(image + "$Node")) {
            return new CanonicalName(image, "findNode", "name");
        }
        String charset = "java/nio/charset/Charset";
        return type.isA(charset) ? new CanonicalName(charset, "forName", "name") : null;
    }

    /**
     * {@code eetop} is the JVM's own thread: none before start and after the end. The program's threads are moved with their stacks. Of a virtual
     * thread its state tells.
     */
    private static Treatment threads(TargetType type) {
        if (type.name.equals("java/lang/VirtualThread")) {
            return new CopyIf(
                    "state",
                    Set.of(0L, 99L),
                    Set.of("carrierThread", "timeoutTask", "next"),
                    new Refused(
                            "a virtual thread that is alive",
                            "Move the program before the thread is started or after its end"));
        } else if (type.name.equals("java/lang/VirtualThread$VThreadContinuation")) {
            return new Copy(Set.of("tail", "parent", "child", "mounted", "yieldInfo", "preempted", "scopedValueCache"));
        }
        return type.isA("java/lang/Thread")
                ? new CopyIf(
                        "eetop",
                        Set.of(0L),
                        Set.of(),
                        new Refused(
                                "another thread that is alive, a " + type,
                                "Threads of the JDK's own cannot be moved. Move the program before the thread is started or after its end"))
                : null;
    }

    private static Treatment outside(TargetType type) {
        Outside.Kind kind = null;
        if (type.name.equals("java/io/FileDescriptor")) {
            kind = Outside.Kind.OPEN_FILE;
        } else if (type.isA("jdk/internal/ref/PhantomCleanable") && type.name.startsWith("jdk/internal/ref/")) {
            kind = Outside.Kind.CLEANUP;
        } else if (type.name.equals("jdk/internal/ref/CleanerImpl")) {
            kind = Outside.Kind.CLEANER;
        } else if (type.name.equals("jdk/internal/ref/Cleaner")) {
            kind = Outside.Kind.BUFFER_CLEANER;
        } else if (type.name.startsWith("java/nio/Direct") && type.isA("java/nio/Buffer")
                || type.name.startsWith("java/nio/ByteBufferAs")) {
            kind = Outside.Kind.BUFFER;
        } else if (type.isA("java/util/zip/Inflater") || type.isA("java/util/zip/Deflater")) {
            kind = Outside.Kind.ZLIB;
        } else if (type.name.matches("java/util/zip/(In|De)flater\\$(In|De)flaterZStreamRef")) {
            kind = Outside.Kind.ZLIB_ADDRESS;
        } else if (type.jdk && type.name.equals("jdk/internal/jimage/ImageReader")) {
            kind = Outside.Kind.RUNTIME_IMAGE;
        }
        return kind == null ? null : new Outside(kind);
    }

    /** What a channel knows of the threads that are reading or writing are the operating system's names for them. */
    private static Treatment channelsInUse(TargetType type) {
        return type.name.equals("sun/nio/ch/NativeThreadSet")
                ? new CopyIf(
                        "used",
                        Set.of(0L),
                        Set.of(),
                        new Refused("a channel that a thread is just using", "Move the program a moment later"))
                : null;
    }

    /** It finds objects again by their identity hashes. */
    private static Treatment objectStreams(TargetType type) {
        return type.name.equals("java/io/ObjectOutputStream$HandleTable")
                ? new CopyIf(
                        "size",
                        Set.of(0L),
                        Set.of(),
                        new Refused(
                                "an object stream that is half way",
                                "Move the program before the stream's first object or after it is closed"))
                : null;
    }

    private static Treatment threadLocals(TargetType type) {
        return type.name.equals("java/lang/ThreadLocal$ThreadLocalMap$Entry") ? new ThreadLocalEntry() : null;
    }

    /** What reflective objects cache is made again when it is needed. */
    private static Treatment reflection(TargetType type) {
        return type.isA("java/lang/reflect/AccessibleObject")
                ? new Copy(Set.of(
                        "methodAccessor",
                        "constructorAccessor",
                        "fieldAccessor",
                        "overrideFieldAccessor",
                        "accessCheckCache",
                        "securityCheckCache",
                        "declaredAnnotations",
                        "genericInfo"))
                : null;
    }

    /** The class path of a {@code URLClassLoader} is opened again. */
    private static Treatment classPaths(TargetType type) {
        return type.name.equals("jdk/internal/loader/URLClassPath")
                ? new Copy(Set.of("loaders", "lmap", "unopenedUrls"))
                : null;
    }

    /** {@code discovered} is the garbage collector's. */
    private static Treatment references(TargetType type) {
        return type.isA("java/lang/ref/Reference") ? new Copy(Set.of("discovered")) : null;
    }

    /** The JVM has addresses of its own in {@code backtrace}; what can be made from it is captured instead, see {@link Exceptions}. */
    private static Treatment exceptions(TargetType type) {
        return type.isA("java/lang/Throwable") ? new Copy(Set.of("backtrace")) : null;
    }
}
