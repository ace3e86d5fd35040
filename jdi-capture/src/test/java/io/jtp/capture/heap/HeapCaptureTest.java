package io.jtp.capture.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import io.jtp.capture.TargetJvm;
import io.jtp.capture.TargetJvm.Jdk;
import io.jtp.capture.jdwp.JdwpConnection;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.classfile.JvmClassFiles;
import io.jtp.snapshot.ClassOrigin;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.ClassOrigin.LambdaProxy;
import io.jtp.snapshot.NamedObject;
import io.jtp.snapshot.Obstacle;
import io.jtp.snapshot.Value.IntValue;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeapCaptureTest {

    /** A target, and how its heap is read. */
    record Case(Jdk jdk, Reading reading) {
        @Override
        public String toString() {
            return jdk + ", " + reading;
        }

        HeapSource source(VirtualMachine vm, JdwpPipe pipe, Optional<HeapDumper> dumper) throws IOException {
            return switch (reading) {
                case DUMP -> new HeapSource.Dump(dumper.orElseThrow());
                case COLUMNS -> new HeapSource.Live(Optional.of(TargetJvm.columns(vm, pipe)));
                case JDWP -> new HeapSource.Live(Optional.empty());
            };
        }
    }

    enum Reading {
        DUMP,
        COLUMNS,
        JDWP
    }

    static List<Case> cases() {
        return TargetJvm.jdks().stream()
                .flatMap(jdk -> Arrays.stream(Reading.values()).map(reading -> new Case(jdk, reading)))
                .toList();
    }

    /** What a test does with a capture before its end. */
    @FunctionalInterface
    interface Step {
        void accept(HeapCapture capture, VirtualMachine vm) throws IOException;
    }

    static HeapImage capture(Case kind, Class<?> program, Step step) throws IOException {
        Jdk jdk = kind.jdk();
        try (TargetJvm target = TargetJvm.start(jdk, program);
                JvmClassFiles classFiles =
                        new JvmClassFiles(jdk.home(), List.of(Path.of(TargetJvm.classPathOf(program))))) {
            target.awaitLine("ready");
            JdwpConnection connection = target.connect();
            VirtualMachine vm = TargetJvm.attach(connection);
            JdwpPipe pipe = JdwpPipe.over(connection);
            TargetClasses classes = new TargetClasses(pipe, classFiles);
            Optional<HeapDumper> dumper =
                    kind.reading() == Reading.DUMP ? Optional.of(target.dumper()) : Optional.empty();
            vm.suspend();
            HeapSource source = kind.source(vm, pipe, dumper);
            try (HeapCapture capture =
                    new HeapCapture(classes, mainThread(vm).uniqueID(), false, Set.of(), source, new ProcessFiles(0))) {
                capture.run();
                step.accept(capture, vm);
                return capture.finish();
            } finally {
                vm.dispose();
            }
        }
    }

    private static ThreadReference mainThread(VirtualMachine vm) {
        return vm.allThreads().stream()
                .filter(t -> t.name().equals("main"))
                .findFirst()
                .orElseThrow();
    }

    private static Picture picture(Case kind, Class<?> program) throws IOException {
        HeapImage image = capture(
                kind, program, (capture, vm) -> assertThat(capture.obstacles()).isEmpty());
        return new Picture(image);
    }

    private static String name(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    static class Base {
        private int same = 1;
        protected Object up;
    }

    static final class NeverLinked {}

    static final class Everything extends Base {
        static final int CONSTANT = 17;
        static final String LITERAL = "a literal";
        static final Everything ONE = new Everything();
        static int counter = 42;
        static Object[] shared;
        static Map<Object, Object> map = new LinkedHashMap<>();
        static Set<String> set = new HashSet<>();
        static List<Object> empty = Collections.emptyList();
        static Integer small = 100;
        static Integer large = 100_000;
        static String literal = "a\ud83dliteral";
        static String made = new StringBuilder("ma").append("de ä€").toString();
        static Class<?>[] classes = {int.class, String.class, Everything[].class, NeverLinked.class};
        static ClassLoader loader = Everything.class.getClassLoader();
        static Module[] modules = {Everything.class.getModule(), String.class.getModule()};
        static Thread thread = Thread.currentThread();
        static Object[] nested = {new int[][] {{1, 2}, {3}}, new Object[0]};

        private int same = 2;
        boolean z = true;
        byte b = -2;
        short s = -300;
        char c = 'é';
        int i = Integer.MIN_VALUE;
        long j = Long.MAX_VALUE - 1;
        float f = 1.5f;
        double d = Math.PI;
        boolean[] za = {true, false};
        byte[] ba = {1, -1};
        short[] sa = {-5};
        char[] ca = {'\uffff'};
        int[] ia = new int[25_000];
        long[] ja = {Long.MIN_VALUE};
        float[] fa = {Float.NaN};
        double[] da = {-0.0};
        Object self = this;

        public static void main(String[] args) throws IOException {
            shared = new Object[] {ONE, ONE, null, args};
            map.put("key", ONE);
            set.add("element");
            for (int i = 0; i < ONE.ia.length; i++) {
                ONE.ia[i] = i;
            }
            System.out.println("ready");
            System.in.read();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void copies_objects_of_all_kinds(Case kind) throws IOException {
        Picture picture = picture(kind, Everything.class);
        String program = name(Everything.class);

        int one = picture.root(program, "ONE");
        assertThat(picture.type(one).name()).isEqualTo(program);
        assertThat(picture.type(one).initialized()).isTrue();
        assertThat(picture.type(one).origin()).isEqualTo(new ClassOrigin.ByName(BuiltinLoader.APP));
        assertThat(picture.reference(one, "self")).isEqualTo(one);
        assertThat(picture.field(one, "same")).isEqualTo(2);
        assertThat(picture.field(one, "z")).isEqualTo(1);
        assertThat(picture.field(one, "b")).isEqualTo(-2);
        assertThat(picture.field(one, "s")).isEqualTo(-300);
        assertThat((char) picture.field(one, "c")).isEqualTo('é');
        assertThat(picture.field(one, "i")).isEqualTo(Integer.MIN_VALUE);
        assertThat(picture.field(one, "j")).isEqualTo(Long.MAX_VALUE - 1);
        assertThat((int) picture.field(one, "f")).isEqualTo(Float.floatToRawIntBits(1.5f));
        assertThat(picture.field(one, "d")).isEqualTo(Double.doubleToRawLongBits(Math.PI));
        assertThat(picture.primitives(picture.reference(one, "za")).get(0)).isEqualTo((byte) 1);
        assertThat(picture.primitives(picture.reference(one, "ba")).get(1)).isEqualTo((byte) -1);
        assertThat(picture.primitives(picture.reference(one, "sa")).getShort()).isEqualTo((short) -5);
        assertThat(picture.primitives(picture.reference(one, "ca")).getChar()).isEqualTo('\uffff');
        assertThat(picture.primitives(picture.reference(one, "ia"))
                        .asIntBuffer()
                        .get(24_999))
                .isEqualTo(24_999);
        assertThat(picture.primitives(picture.reference(one, "ja")).getLong()).isEqualTo(Long.MIN_VALUE);
        assertThat(picture.primitives(picture.reference(one, "fa")).getFloat()).isNaN();
        assertThat(picture.primitives(picture.reference(one, "da")).getDouble()).isEqualTo(-0.0);

        int[] shared = picture.elements(picture.root(program, "shared"));
        assertThat(shared).startsWith(one, one, 0).hasSize(4);
        assertThat(picture.elements(shared[3])).isEmpty();
        assertThat(picture.staticValue(program, "counter")).isEqualTo(new IntValue(42));
        assertThat(picture.string(picture.root(program, "made"))).isEqualTo("made ä€");
        int[] nested = picture.elements(picture.root(program, "nested"));
        assertThat(picture.type(nested[0]).name()).isEqualTo("[[I");
        assertThat(picture.primitives(picture.elements(nested[0])[1]).getInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void names_what_the_destination_has(Case kind) throws IOException {
        Picture picture = picture(kind, Everything.class);
        String program = name(Everything.class);

        NamedObject.StaticFieldValue empty =
                (NamedObject.StaticFieldValue) picture.named(picture.root(program, "empty"));
        assertThat(empty.field()).isEqualTo("EMPTY_LIST");
        NamedObject.StaticFieldValue small =
                (NamedObject.StaticFieldValue) picture.named(picture.root(program, "small"));
        assertThat(small.field()).isEqualTo("cache");
        assertThat(small.index()).isEqualTo(228);
        int large = picture.root(program, "large");
        assertThat(picture.field(large, "value")).isEqualTo(100_000);
        int present = picture.reference(
                picture.elements(picture.reference(picture.root(program, "set"), "map", "table"))[
                        new HashSetSlot("element").index()],
                "value");
        assertThat(((NamedObject.StaticFieldValue) picture.named(present)).field())
                .isEqualTo("PRESENT");
        assertThat(picture.named(picture.root(program, "literal")))
                .isEqualTo(new NamedObject.InternedString("a\ud83dliteral"));
        assertThat(picture.isNamed(picture.root(program, "made"))).isFalse();
        assertThat(picture.named(picture.root(program, "loader")))
                .isEqualTo(new NamedObject.LoaderMirror(BuiltinLoader.APP));
        int[] modules = picture.elements(picture.root(program, "modules"));
        assertThat(picture.named(modules[0])).isEqualTo(new NamedObject.ModuleMirror(BuiltinLoader.APP, ""));
        assertThat(picture.named(modules[1])).isEqualTo(new NamedObject.ModuleMirror(BuiltinLoader.BOOT, "java.base"));
        assertThat(picture.named(picture.root(program, "thread"))).isEqualTo(new NamedObject.ThreadMirror(0));
        int[] classes = picture.elements(picture.root(program, "classes"));
        assertThat(Arrays.stream(classes).boxed()).allMatch(c -> picture.named(c) instanceof NamedObject.ClassMirror);
    }

    /** Where a set of one element, made by {@code new HashSet<>()}, keeps it. */
    private record HashSetSlot(Object element) {
        int index() {
            int hash = element.hashCode();
            return (hash ^ hash >>> 16) & 15;
        }
    }

    static final class Long1 {
        static Node first;

        static final class Node {
            Node next;
            Integer value;
        }

        public static void main(String[] args) throws IOException {
            for (int i = 0; i < 1_000_000; i++) {
                Node node = new Node();
                node.next = first;
                node.value = i % 100;
                first = node;
            }
            System.out.println("ready");
            System.in.read();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void walks_a_linked_list_of_a_million_nodes(Case kind) throws IOException {
        long[] started = {System.nanoTime()};
        Picture picture = picture(kind, Long1.class);
        long millis = (System.nanoTime() - started[0]) / 1_000_000;
        System.out.println(kind + ": a linked list of 1,000,000 nodes in " + millis + " ms, " + 1_000_000_000L / millis
                + " objects/s");
        int node = picture.root(name(Long1.class), "first");
        int length = 0;
        for (int at = node; at != 0; at = picture.reference(at, "next")) {
            length++;
        }
        assertThat(length).isEqualTo(1_000_000);
    }

    static final class Named {
        static Node first = new Node("the last one's literal", null);

        record Node(String name, Node next) {}

        public static void main(String[] args) throws IOException {
            for (int i = 0; i < 1000; i++) {
                first = new Node("number " + i, first);
            }
            System.out.println("ready");
            System.in.read();
        }
    }

    /** Reading ahead must not take strings for objects like others. */
    @ParameterizedTest
    @MethodSource("cases")
    void knows_a_literal_at_the_end_of_a_long_list(Case kind) throws IOException {
        Picture picture = picture(kind, Named.class);
        int last = picture.root(name(Named.class), "first");
        for (int next = last; next != 0; next = picture.reference(next, "next")) {
            last = next;
        }
        assertThat(picture.named(picture.reference(last, "name")))
                .isEqualTo(new NamedObject.InternedString("the last one's literal"));
    }

    static final class Lambdas {
        static List<Object> all = new ArrayList<>();

        int base = 5;

        IntUnaryOperator instance(int captured) {
            return x -> x + captured + base;
        }

        public static void main(String[] args) throws IOException {
            long wide = 7;
            String text = args.length + "x";
            all.add((Supplier<String>) () -> text + wide);
            all.add(new Lambdas().instance(3));
            all.add((java.util.function.Function<String, Integer>) Integer::parseInt);
            all.add((Supplier<Map<String, String>>) HashMap::new);
            all.add((Runnable & java.io.Serializable) () -> System.out.println(text));
            all.add(Map.Entry.<String, String>comparingByKey());
            System.out.println("ready");
            System.in.read();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void tells_what_lambdas_are(Case kind) throws IOException {
        HeapImage image = capture(
                kind,
                Lambdas.class,
                (capture, vm) -> assertThat(capture.obstacles()).isEmpty());
        Picture picture = new Picture(image);
        int[] lambdas = picture.elements(picture.reference(picture.root(name(Lambdas.class), "all"), "elementData"));

        LambdaProxy supplier = (LambdaProxy) picture.type(lambdas[0]).origin();
        assertThat(image.classes().get(supplier.host()).name()).isEqualTo(name(Lambdas.class));
        assertThat(supplier.methodName()).isEqualTo("get");
        assertThat(supplier.factoryDescriptor()).isEqualTo("(Ljava/lang/String;J)Ljava/util/function/Supplier;");
        assertThat(supplier.samDescriptor()).isEqualTo("()Ljava/lang/Object;");
        assertThat(supplier.instantiatedDescriptor()).isEqualTo("()Ljava/lang/String;");
        assertThat(supplier.implementation().name()).startsWith("lambda$main$");
        assertThat(picture.string(picture.reference(lambdas[0], "arg$1"))).isEqualTo("0x");
        assertThat(picture.field(lambdas[0], "arg$2")).isEqualTo(7);

        LambdaProxy instance = (LambdaProxy) picture.type(lambdas[1]).origin();
        assertThat(instance.implementation().name()).startsWith("lambda$instance$");
        assertThat(picture.field(picture.reference(lambdas[1], "arg$1"), "base"))
                .isEqualTo(5);

        LambdaProxy parse = (LambdaProxy) picture.type(lambdas[2]).origin();
        assertThat(parse.implementation())
                .isEqualTo(new ClassOrigin.MethodReference(
                        6, "java/lang/Integer", "parseInt", "(Ljava/lang/String;)I", false));
        LambdaProxy constructor = (LambdaProxy) picture.type(lambdas[3]).origin();
        assertThat(constructor.implementation().name()).isEqualTo("<init>");
        LambdaProxy serializable = (LambdaProxy) picture.type(lambdas[4]).origin();
        assertThat(serializable.flags()).isOdd();
        LambdaProxy ofJdk = (LambdaProxy) picture.type(lambdas[5]).origin();
        assertThat(image.classes().get(ofJdk.host()).name()).isEqualTo("java/util/Map$Entry");
    }

    static final class Sockets {
        static List<Conn> idle = new ArrayList<>();

        static final class Conn {
            Object socket;
        }

        public static void main(String[] args) throws IOException {
            idle.add(new Conn());
            Conn conn = new Conn();
            conn.socket = new ServerSocket(0);
            idle.add(conn);
            System.out.println("ready");
            System.in.read();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void refuses_a_socket_with_its_path(Case kind) throws IOException {
        capture(kind, Sockets.class, (capture, vm) -> {
            List<Obstacle> obstacles = capture.obstacles();
            assertThat(obstacles).hasSize(1);
            assertThat(obstacles.get(0).place())
                    .isEqualTo("static HeapCaptureTest.Sockets.idle -> ArrayList.elementData[1]"
                            + " -> HeapCaptureTest.Sockets.Conn.socket");
            assertThat(obstacles.get(0).problem()).isEqualTo("a server socket (java.net.ServerSocket)");
        });
    }

    static final class Natives {
        static InputStream closed;
        static InputStream open;
        static ByteBuffer direct = ByteBuffer.allocateDirect(10);
        static Thread ended = new Thread(() -> {});
        static Thread alive;

        public static void main(String[] args) throws Exception {
            Path file = Path.of(Natives.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolve(Natives.class.getName().replace('.', '/') + ".class");
            closed = new FileInputStream(file.toFile());
            closed.close();
            open = new FileInputStream(file.toFile());
            ended.start();
            ended.join();
            CountDownLatch never = new CountDownLatch(1);
            alive = new Thread(() -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            alive.setDaemon(true);
            alive.start();
            System.out.println("ready");
            System.in.read();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void tells_all_that_cannot_travel(Case kind) throws IOException {
        capture(
                kind,
                Natives.class,
                (capture, vm) -> assertThat(capture.obstacles())
                        .extracting(Obstacle::problem, Obstacle::place)
                        .containsExactlyInAnyOrder(
                                tuple(
                                        "an open file, of which only the program's own machine knows the rest",
                                        "static HeapCaptureTest.Natives.open -> FileInputStream.fd"),
                                tuple(
                                        "another thread that is alive, a java.lang.Thread",
                                        "static HeapCaptureTest.Natives.alive")));
    }
}
