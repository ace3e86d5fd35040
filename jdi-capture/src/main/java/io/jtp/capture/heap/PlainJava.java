package io.jtp.capture.heap;

import java.util.Set;

/**
 * JDK classes that look as if there were native state behind them, and have none of their own, as their source code shows: they are copied field
 * by field. What they refer to is decided by its own class.
 */
final class PlainJava implements Policy {

    /** Native methods that keep nothing that belongs to the object. */
    private static final Set<String> NATIVE_METHODS = Set.of(
            "java/lang/Object",
            "java/lang/Throwable",
            "java/lang/NullPointerException",
            "java/lang/Runtime",
            "java/lang/SecurityManager",
            "java/lang/ProcessHandleImpl$Info",
            "java/io/UnixFileSystem",
            "java/net/Inet4AddressImpl",
            "java/net/Inet6AddressImpl",
            "jdk/internal/misc/Unsafe",
            "jdk/internal/misc/ScopedMemoryAccess",
            "sun/net/spi/DefaultProxySelector",
            "com/sun/security/auth/module/NTSystem",
            "com/sun/security/auth/module/UnixSystem");

    /** The {@code FileDescriptor} decides. */
    private static final Set<String> OF_A_DESCRIPTOR = Set.of(
            "java/io/FileInputStream",
            "java/io/FileOutputStream",
            "java/io/RandomAccessFile",
            "java/lang/Process$PipeInputStream",
            "java/lang/Process$PipeOutputStream",
            "java/lang/ProcessBuilder$RedirectPipeImpl",
            "java/lang/ProcessImpl$DeferredCloseInputStream",
            "java/lang/System$In",
            "java/lang/System$Out",
            "java/net/SocketInputStream",
            "java/net/SocketOutputStream",
            "sun/rmi/log/ReliableLog$LogFile");

    /** What the cleaner or {@code Cleanable} holds decides. */
    private static final Set<String> OF_A_CLEANER = Set.of(
            "java/lang/ref/Cleaner",
            "jdk/internal/ref/CleanerImpl",
            "jdk/internal/ref/CleanerImpl$CleanableList",
            "jdk/internal/ref/CleanerImpl$CleanableList$Node",
            "jdk/internal/ref/Cleaner$1",
            "java/lang/foreign/SymbolLookup$1",
            "java/util/Timer",
            "java/util/concurrent/Executors$AutoShutdownDelegatedExecutorService",
            "java/util/zip/ZipFile$CleanableResource",
            "java/util/zip/ZipFile$ZipFileInflaterInputStream",
            "javax/security/auth/callback/PasswordCallback",
            "com/sun/crypto/provider/PBEKey",
            "com/sun/crypto/provider/PBKDF2KeyImpl",
            "com/sun/jndi/dns/DnsClient",
            "sun/jvmstat/perfdata/monitor/protocol/local/LocalEventTimer");

    /** Descriptions of memory, not memory. */
    private static final Set<String> LAYOUTS = Set.of(
            "jdk/incubator/foreign/FunctionDescriptor",
            "jdk/incubator/foreign/GroupLayout",
            "jdk/incubator/foreign/SequenceLayout");

    @Override
    public Treatment decide(TargetType type) {
        boolean known = NATIVE_METHODS.contains(type.name)
                || OF_A_DESCRIPTOR.contains(type.name)
                || OF_A_CLEANER.contains(type.name)
                || LAYOUTS.contains(type.name)
                || isHeapBuffer(type);
        return type.jdk && known ? Treatment.COPY : null;
    }

    /** Its {@code address} is an offset within an array, or 0. A view's buffer decides. */
    private static boolean isHeapBuffer(TargetType type) {
        return type.isA("java/nio/Buffer") && !type.name.startsWith("java/nio/Direct");
    }
}
