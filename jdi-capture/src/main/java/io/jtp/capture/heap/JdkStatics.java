package io.jtp.capture.heap;

import java.util.Map;
import java.util.Set;

/** The static fields of the JDK that a program changes. Names differ between versions; those that are not there are passed over. */
final class JdkStatics {

    /** Class to fields. */
    static final Map<String, Set<String>> CAPTURED = Map.of(
            // the order in which Set.of and Map.of are iterated over, also by iterators that are half way
            "java/util/ImmutableCollections",
            Set.of("SALT32L", "REVERSE"),
            "java/lang/System",
            Set.of("in", "out", "err", "props"),
            "java/util/Locale",
            Set.of("defaultLocale", "defaultDisplayLocale", "defaultFormatLocale"),
            "java/util/TimeZone",
            Set.of("defaultTimeZone"),
            "java/lang/Thread",
            Set.of("defaultUncaughtExceptionHandler", "threadInitNumber", "threadSeqNumber"),
            "java/lang/Thread$ThreadNumbering",
            Set.of("next"),
            "java/lang/ApplicationShutdownHooks",
            Set.of("hooks"),
            "java/io/DeleteOnExitHook",
            Set.of("files"));

    /** JDK counters that show in names, such as that of the next {@code pool-1-thread-1}: class to static field. */
    static final Map<String, String> COUNTERS = Map.of(
            "java/util/concurrent/Executors$DefaultThreadFactory", "poolNumber", "java/util/Timer", "nextSerialNumber");

    private JdkStatics() {}
}
