package io.jtp.capture.heap;

import java.util.Map;
import java.util.Set;

/** The static fields of the JDK that a program changes. Names differ between versions; those that are not there are passed over. */
final class JdkStatics {

    /** Class to fields. */
    static final Map<String, Set<String>> CAPTURED = Map.ofEntries(
            // the order in which Set.of and Map.of are iterated over, also by iterators that are half way
            Map.entry("java/util/ImmutableCollections", Set.of("SALT32L", "REVERSE")),
            Map.entry("java/lang/System", Set.of("in", "out", "err", "props")),
            Map.entry("java/util/Locale", Set.of("defaultLocale", "defaultDisplayLocale", "defaultFormatLocale")),
            Map.entry("java/util/TimeZone", Set.of("defaultTimeZone")),
            Map.entry(
                    "java/lang/Thread",
                    Set.of("defaultUncaughtExceptionHandler", "threadInitNumber", "threadSeqNumber")),
            Map.entry("java/lang/Thread$ThreadNumbering", Set.of("next")),
            Map.entry("java/lang/ApplicationShutdownHooks", Set.of("hooks")),
            Map.entry("java/io/DeleteOnExitHook", Set.of("files")),
            Map.entry("java/lang/ProcessEnvironment", Set.of("theEnvironment", "theUnmodifiableEnvironment")),
            Map.entry("java/net/URL", Set.of("factory", "handlers")),
            Map.entry("java/net/URLConnection", Set.of("factory", "handlers", "fileNameMap", "defaultUseCaches")),
            Map.entry("java/net/HttpURLConnection", Set.of("followRedirects")),
            Map.entry("java/net/Authenticator", Set.of("theAuthenticator")),
            Map.entry("java/net/CookieHandler", Set.of("cookieHandler")),
            Map.entry("java/net/ProxySelector", Set.of("theProxySelector")),
            Map.entry("java/net/ResponseCache", Set.of("theResponseCache")),
            Map.entry("java/util/logging/LogManager", Set.of("manager")),
            Map.entry("sun/security/jca/Providers", Set.of("providerList", "threadListsUsed")),
            Map.entry("java/security/Security", Set.of("props")),
            // drivers register themselves when they are initialised, which they are not again
            Map.entry(
                    "java/sql/DriverManager",
                    Set.of("registeredDrivers", "driversInitialized", "loginTimeout", "logWriter", "logStream")),
            Map.entry("javax/naming/spi/NamingManager", Set.of("initctx_factory_builder", "object_factory_builder")),
            // the number in the name of the next pool; what the common pool was made with, apart from what is in it
            Map.entry(
                    "java/util/concurrent/ForkJoinPool", Set.of("poolIds", "COMMON_PARALLELISM", "COMMON_MAX_SPARES")));

    /** JDK counters that show in names, such as that of the next {@code pool-1-thread-1}, or in the order of things: class to static fields. */
    static final Map<String, Set<String>> COUNTERS = Map.of(
            "java/util/concurrent/Executors$DefaultThreadFactory",
            Set.of("poolNumber"),
            "java/util/Timer",
            Set.of("nextSerialNumber"),
            // which of two jobs that are due at the same time comes first
            "java/util/concurrent/ScheduledThreadPoolExecutor",
            Set.of("sequencer"),
            "java/lang/reflect/Proxy$ProxyBuilder",
            Set.of("nextUniqueNumber", "counter"));

    private JdkStatics() {}

    /** {@return whether the value of a field travels} Then it cannot stand for an object that the destination has already. */
    static boolean isCaptured(String type, String field) {
        return CAPTURED.getOrDefault(type, Set.of()).contains(field);
    }
}
