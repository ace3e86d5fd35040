package io.jtp.capture.heap;

import io.jtp.capture.heap.Treatment.Refused;
import java.util.List;
import java.util.Set;

/** JDK classes that are known to have state outside the Java heap. */
final class NativeState implements Policy {

    private static final String AFTER_CLOSE = "Move the program before it is opened or after it is closed";
    private static final String UNUSED = "Move the program when it no longer refers to this";

    /** @param parent a class or interface; of interfaces only those that an implementation's class names in its hierarchy count */
    private record Family(String parent, String problem, String remedy) {}

    private static final List<Family> FAMILIES = List.of(
            new Family("java/net/Socket", "a socket", AFTER_CLOSE),
            new Family("java/net/ServerSocket", "a server socket", AFTER_CLOSE),
            new Family("java/net/DatagramSocket", "a datagram socket", AFTER_CLOSE),
            new Family("java/net/SocketImpl", "a socket", AFTER_CLOSE),
            new Family("java/net/DatagramSocketImpl", "a datagram socket", AFTER_CLOSE),
            new Family("java/net/URLConnection", "a connection", AFTER_CLOSE),
            new Family("java/nio/channels/spi/AbstractInterruptibleChannel", "a channel", AFTER_CLOSE),
            new Family("java/nio/channels/Selector", "a selector", AFTER_CLOSE),
            new Family("java/nio/channels/SelectionKey", "a selection key", AFTER_CLOSE),
            new Family("java/nio/channels/AsynchronousChannelGroup", "a group of channels", AFTER_CLOSE),
            new Family(
                    "java/nio/channels/FileLock",
                    "a lock on a file",
                    "Move the program before it is taken or after its release"),
            new Family("java/lang/StackStreamFactory$AbstractStackWalker", "a walk through a stack", UNUSED),
            new Family("sun/nio/fs/Cancellable", "a file being copied", AFTER_CLOSE),
            new Family(
                    "java/io/ObjectStreamClass",
                    "an object stream that is half way",
                    "Move the program before the stream's first object or after it is closed"),
            new Family("java/lang/Process", "a child process", "Move the program before it is started"),
            new Family("java/lang/ProcessHandleImpl", "a handle of a process", UNUSED),
            new Family("java/lang/ModuleLayer", "a layer of modules", UNUSED),
            new Family("jdk/internal/ref/PhantomCleanable", "a cleaner of something outside the heap", UNUSED),
            new Family("java/lang/ref/Finalizer", "an object that waits for finalization", UNUSED),
            new Family("jdk/internal/vm/Continuation", "a virtual thread's stack", "Virtual threads cannot be moved"),
            new Family("sun/nio/fs/AbstractWatchService", "a watch service", AFTER_CLOSE),
            new Family("sun/nio/fs/UnixDirectoryStream", "an open directory", AFTER_CLOSE));

    /** Classes that hold a pointer or a descriptor, or belong to one call that is going on. */
    private static final Set<String> HANDLES = Set.of(
            "java/lang/StackFrameInfo",
            "java/nio/MappedByteBuffer$1",
            "jdk/internal/loader/NativeLibraries$NativeLibraryImpl",
            "jdk/internal/loader/NativeLibraries$Unloader",
            "jdk/internal/loader/RawNativeLibraries$RawNativeLibraryImpl",
            "jdk/internal/misc/Signal$NativeHandler",
            "jdk/internal/reflect/ConstantPool",
            "jdk/swing/interop/DragSourceContextWrapper$DragSourceContextPeerProxy",
            "sun/nio/fs/LinuxWatchService$LinuxWatchKey",
            "sun/nio/fs/LinuxWatchService$Poller",
            "sun/nio/fs/NativeBuffer",
            "sun/nio/fs/NativeBuffer$Deallocator",
            "sun/nio/fs/UnixSecureDirectoryStream");

    /** Packages whose objects are handles of something native, or tied to this very JVM. */
    private static final List<String> PACKAGES = List.of(
            "java/awt/",
            "javax/swing/",
            "javax/sound/",
            "sun/awt/",
            "sun/java2d/",
            "sun/font/",
            "sun/nio/ch/",
            "com/sun/imageio/",
            "com/sun/java/swing/",
            "com/sun/media/sound/",
            "sun/management/",
            "com/sun/management/",
            "jdk/internal/foreign/",
            "jdk/internal/jimage/",
            "jdk/internal/perf/",
            "jdk/internal/vm/",
            "jdk/internal/org/jline/terminal/",
            "jdk/incubator/vector/",
            "jdk/vm/ci/",
            "sun/jvm/hotspot/",
            "sun/security/jgss/wrapper/",
            "sun/security/pkcs11/",
            "sun/security/smartcardio/",
            "sun/tools/attach/",
            "jdk/jfr/",
            "com/sun/tools/attach/",
            "com/sun/tools/jdi/",
            "java/lang/instrument/",
            "java/lang/invoke/",
            "sun/instrument/");

    /** Of families and packages above, but all Java, or made whole by what they refer to. */
    private static final Set<String> PLAIN = Set.of(
            "sun/nio/ch/FileChannelImpl",
            "sun/nio/ch/FileChannelImpl$Closer",
            "sun/nio/ch/FileChannelImpl$Unmapper",
            "sun/nio/ch/FileChannelImpl$DefaultUnmapper",
            "sun/nio/ch/FileDispatcherImpl",
            "sun/nio/ch/FileLockTable",
            "sun/nio/ch/FileKey",
            "sun/nio/ch/ChannelInputStream",
            "sun/nio/ch/ChannelOutputStream",
            "sun/nio/ch/Streams",
            "java/nio/DirectByteBuffer$Deallocator",
            "java/net/URLConnection",
            "sun/net/www/URLConnection",
            "sun/net/www/protocol/file/FileURLConnection",
            "java/net/JarURLConnection",
            "sun/net/www/protocol/jar/JarURLConnection",
            "jdk/internal/vm/SharedThreadContainer",
            // providers: what they hold of cards and libraries is refused by itself
            "sun/security/smartcardio/SunPCSC",
            "sun/security/smartcardio/SunPCSC$ProviderService",
            "sun/security/pkcs11/SunPKCS11",
            "java/awt/Point",
            "java/awt/Dimension");

    @Override
    public Treatment decide(TargetType type) {
        if (PLAIN.contains(type.name)) {
            return Treatment.COPY;
        }
        if (PLAIN.contains(ofJdk(type).name)) {
            return null;
        }
        for (Family family : FAMILIES) {
            if (type.isA(family.parent())) {
                return new Refused(family.problem() + " (" + type + ")", family.remedy());
            }
        }
        // most exceptions of these packages are nothing but exceptions
        boolean exception = type.isA("java/lang/Throwable") && !SuspectFields.isSuspect(type);
        if (!type.jdk || type.isHidden() || exception) {
            return null;
        }
        boolean tied = HANDLES.contains(type.name)
                || type.name.startsWith("java/nio/Direct")
                || PACKAGES.stream().anyMatch(type.name::startsWith);
        return tied ? new Refused("an object tied to this JVM, a " + type, UNUSED) : null;
    }

    /** {@return the class itself, or what the program's class is derived from} */
    private static TargetType ofJdk(TargetType type) {
        TargetType above = type;
        while (!above.jdk && above.superclass != null) {
            above = above.superclass;
        }
        return above;
    }
}
