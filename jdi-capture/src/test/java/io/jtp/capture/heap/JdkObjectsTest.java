package io.jtp.capture.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.SimpleDateFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Random;
import java.util.Scanner;
import java.util.StringTokenizer;
import java.util.TreeMap;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everyday objects of the JDK can all be captured. */
class JdkObjectsTest {

    record Point(int x, int y) {}

    static final class Program {
        static final List<Object> all = new ArrayList<>();
        static final ThreadLocal<List<String>> LOCAL = ThreadLocal.withInitial(ArrayList::new);

        public static void main(String[] args) throws Exception {
            collections();
            concurrency();
            texts();
            times();
            others();
            System.setProperty("a.property", "changed");
            Locale.setDefault(Locale.GERMANY);
            LOCAL.get().add("mine");
            Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> System.out.println(thrown));
            System.out.printf("%s %d%n", "formatted", 1);
            System.out.println("ready");
            System.in.read();
        }

        static void collections() {
            Map<Object, Object> map = new LinkedHashMap<>(Map.of("a", 1));
            all.addAll(
                    List.of(map, new TreeMap<>(Map.of(3, "c")), List.of(1, 2, 3), Map.of(1, 2, 3, 4), new BitSet(70)));
            all.add(new EnumMap<>(Map.of(TimeUnit.DAYS, "d")));
            all.add(EnumSet.of(TimeUnit.DAYS, TimeUnit.HOURS));
            all.add(Collections.unmodifiableList(Arrays.asList("x", "y")));
            all.add(Collections.synchronizedMap(new IdentityHashMap<>(Map.of(new Object(), "o"))));
            all.add(new ArrayDeque<>(List.of(1)));
            all.add(new PriorityQueue<>(Collections.reverseOrder()));
            all.add(new WeakHashMap<>(Map.of(Program.class, "weak")));
            all.add(List.of(1, 2, 3).subList(1, 2).listIterator());
            Iterator<Integer> half = Stream.of(1, 2, 3).map(x -> x * 2).iterator();
            half.next();
            all.add(half);
            all.add(IntStream.range(0, 10).boxed().collect(Collectors.groupingBy(x -> x % 3)));
            all.add(Stream.of(3, 1, 2).sorted().filter(x -> x > 1));
            all.add(new Properties());
        }

        static void concurrency() {
            all.add(new ConcurrentHashMap<>(Map.of("k", "v")));
            all.add(new CopyOnWriteArrayList<>(List.of(1)));
            all.add(new ConcurrentLinkedQueue<>(List.of(1)));
            all.add(new LinkedBlockingQueue<>(List.of(1)));
            all.add(new AtomicLong(3));
            all.add(new LongAdder());
            ReentrantLock lock = new ReentrantLock();
            lock.lock();
            all.add(lock);
            ReentrantReadWriteLock readWrite = new ReentrantReadWriteLock(true);
            readWrite.readLock().lock();
            all.add(readWrite);
            all.add(new CountDownLatch(2));
            all.add(new Semaphore(2));
            all.add(new Thread(() -> System.out.println("not started")));
        }

        static void texts() {
            all.add(new StringBuilder("abc"));
            all.add(Pattern.compile("(a+)[b-d]*(?<name>x)").matcher("aabx"));
            all.add(new Scanner("1 2 3"));
            all.add(new Scanner(System.in));
            all.add(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
            all.add(new DecimalFormat("0.00"));
            all.add(new StringTokenizer("a b"));
            all.add(StandardCharsets.UTF_8.newEncoder());
            all.add(String.CASE_INSENSITIVE_ORDER);
            all.add(new java.util.Formatter());
            all.add(Locale.forLanguageTag("de-CH-1996"));
        }

        static void times() {
            all.add(LocalDate.of(2026, 1, 1));
            all.add(ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneId.of("Europe/Berlin")));
            all.add(DateTimeFormatter.ISO_LOCAL_DATE);
            all.add(DateTimeFormatter.ofPattern("dd.MM.yyyy"));
            all.add(new SimpleDateFormat("yyyy"));
            all.add(Calendar.getInstance());
            all.addAll(List.of(Instant.EPOCH, Duration.ofDays(1), new Date(0)));
        }

        static void others() throws Exception {
            all.add(new Random(1));
            all.add(UUID.nameUUIDFromBytes(new byte[] {1}));
            all.add(new BigDecimal("1.50"));
            all.add(Optional.of(new Point(1, 2)));
            all.add(ByteBuffer.allocate(10).putInt(1));
            all.add(new CRC32());
            all.add(new WeakReference<>(all, new ReferenceQueue<>()));
            all.add(new SoftReference<>("soft"));
            all.add(Path.of("/tmp", "x"));
            all.add(new java.io.File("/tmp"));
            all.add(java.net.URI.create("http://localhost/"));
            all.add(new Exception("outer", new IllegalStateException("inner")));
            all.add(Program.class.getDeclaredMethod("main", String[].class));
            all.add(Function.<String>identity().andThen(String::length));
            all.add(Thread.currentThread().getThreadGroup());
            all.add(Runtime.getRuntime());
            all.add(java.security.MessageDigest.getInstance("SHA-256"));
            all.add(java.util.logging.Logger.getLogger("a.b"));
        }
    }

    static List<HeapCaptureTest.Case> cases() {
        return HeapCaptureTest.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyday_objects_are_copied(HeapCaptureTest.Case kind) throws IOException {
        HeapCaptureTest.capture(kind, Program.class, (capture, vm) -> {
            assertThat(capture.obstacles()).isEmpty();
            assertThat(capture.traceless().positions()).hasSize(2);
        });
    }
}
