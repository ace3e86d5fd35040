package io.jtp.resume;

import static io.jtp.resume.CargoBuilder.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.classfile.JvmClassFiles;
import io.jtp.resume.AgentJvm.Ending;
import io.jtp.resume.AgentJvm.Jdk;
import io.jtp.resume.programs.Half;
import io.jtp.resume.programs.ManyNodes;
import io.jtp.resume.programs.Nested;
import io.jtp.resume.programs.Shapes;
import io.jtp.snapshot.Cargo;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.ClassOrigin.LambdaProxy;
import io.jtp.snapshot.ClassOrigin.MethodReference;
import io.jtp.snapshot.HeapBlock;
import io.jtp.snapshot.NamedObject;
import io.jtp.snapshot.Wire.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandleInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.Opcodes;

/** The agent in real JVMs, with cargoes and morphs made by hand. */
class AgentTest {

    private static final String MAIN = "([Ljava/lang/String;)V";

    static List<Jdk> jdks() throws IOException {
        return AgentJvm.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void restoresTheHeapStaticsAndLocals(Jdk jdk) throws Exception {
        try (AgentJvm jvm = AgentJvm.start(jdk, Shapes.class, "timeout=50")) {
            String vmVersion = jvm.awaitReady().get("java.vm.version");
            jvm.send(shapes(vmVersion));
            assertThat(jvm.await(Kind.PREPARED)).containsKeys("objects", "fill.us", "replay.us");
            jvm.go();
            Ending ending = jvm.finish();
            assertThat(ending.err()).isEmpty();
            assertThat(ending.out()).isEqualTo("""
                            5000000000 2.5 3.5 -4 argument
                            true -1 x -2 1.25 -3 0.1 11 12 true
                            1 2 true
                            2 2 argument true
                            9223372036854775807 -1
                            [argument, null] true
                            lambda 14
                            123456789 class io.jtp.resume.programs.Shapes$Node
                            -5 ä true 6.5
                            class unit object
                            1234567
                            true null restored
                            """);
            assertThat(ending.exitCode()).isZero();
        }
    }

    private static Cargo shapes(String vmVersion) throws Exception {
        CargoBuilder cargo = new CargoBuilder(vmVersion);
        int argument = cargo.string("argument");
        int arguments = cargo.array(String[].class, argument);
        int all = cargo.instance(Shapes.All.class);
        cargo.set(all, "z", true)
                .set(all, "b", (byte) -1)
                .set(all, "c", 'x')
                .set(all, "s", (short) -2)
                .set(all, "f", 1.25f)
                .set(all, "j", -3L)
                .set(all, "d", 0.1)
                .set(all, "reference", ref(all));
        // both fields of the name get 11, then the inherited one 12
        cargo.set(all, "same", 11);
        int one = cargo.instance(Shapes.Node.class);
        int two = cargo.instance(Shapes.Node.class);
        cargo.set(one, "next", ref(two)).set(one, "value", 1);
        cargo.set(two, "next", ref(one)).set(two, "value", 2);
        int line = cargo.array(Object[].class, argument, 0);
        int list = cargo.instance(ArrayList.class);
        cargo.set(list, "elementData", ref(line)).set(list, "size", 2);
        int lambda = cargo.instance(cargo.lambda(
                new LambdaProxy(
                        cargo.type(Shapes.class),
                        "apply",
                        "(Ljava/lang/String;J)Ljava/util/function/IntFunction;",
                        "(I)Ljava/lang/Object;",
                        new MethodReference(
                                MethodHandleInfo.REF_invokeStatic,
                                "io/jtp/resume/programs/Shapes",
                                "body",
                                "(Ljava/lang/String;JI)Ljava/lang/String;",
                                false),
                        "(I)Ljava/lang/String;",
                        0,
                        List.of(),
                        List.of()),
                "Ljava/lang/String;",
                "J"));
        cargo.set(lambda, "arg$1", ref(cargo.string("lambda "))).set(lambda, "arg$2", 2L);
        int hashed = cargo.instance(Object.class);
        int mainThread = 1;
        int stringClass = cargo.named(new NamedObject.ClassMirror(cargo.type(String.class)));
        int unit = cargo.named(new NamedObject.StaticFieldValue(
                cargo.type(TimeUnit.class), "DAYS", NamedObject.StaticFieldValue.WHOLE));
        // this JVM has hashed String.class long ago, but not the unit
        cargo.hash(stringClass, 42).hash(unit, 1234567);
        int map = hashMap(
                cargo,
                entry(cargo, stringClass, 42, "class"),
                entry(cargo, unit, 1234567, "unit"),
                entry(cargo, hashed, 123456789, "object"));
        return cargo.hash(hashed, 123456789)
                .setStatic(Shapes.class, "all", ref(all))
                .setStatic(Shapes.class, "ring", ref(one))
                .setStatic(Shapes.class, "grid", ref(cargo.array(Object[][].class, line, line)))
                .setStatic(Shapes.class, "longs", ref(cargo.array(new long[] {Long.MAX_VALUE, -1})))
                .setStatic(Shapes.class, "list", ref(list))
                .setStatic(Shapes.class, "lambda", ref(lambda))
                .setStatic(Shapes.class, "hashed", ref(hashed))
                .setStatic(Shapes.class, "byHash", ref(map))
                .setStatic(
                        Shapes.class,
                        "type",
                        ref(cargo.named(new NamedObject.ClassMirror(cargo.type(Shapes.Node.class)))))
                .setStatic(Shapes.class, "small", (byte) -5)
                .setStatic(Shapes.class, "letter", 'ä')
                .setStatic(Shapes.class, "flag", true)
                .setStatic(Shapes.class, "real", 6.5)
                .setStatic(Shapes.class, "LITERAL", ref(cargo.named(new NamedObject.InternedString("right"))))
                .overlay(all, Shapes.Base.class, "same", "I", 12)
                .overlay(mainThread, Thread.class, "name", "Ljava/lang/String;", ref(cargo.string("restored")))
                .morph(
                        Shapes.class,
                        new HandMorph(classFile(Shapes.class))
                                .withEmptyInitializer()
                                .resumeBehind(
                                        "main",
                                        0,
                                        "stop",
                                        resume -> resume.a("[Ljava/lang/String;")
                                                .store(Opcodes.ASTORE, 0)
                                                .j()
                                                .store(Opcodes.LSTORE, 1)
                                                .d()
                                                .store(Opcodes.DSTORE, 3)
                                                .f()
                                                .store(Opcodes.FSTORE, 5)
                                                .i()
                                                .store(Opcodes.ISTORE, 6)
                                                .arrived())
                                .classFile())
                .frame(0, 1, Shapes.class, "main", MAIN, ref(arguments), 5_000_000_000L, 2.5, 3.5f, -4)
                .build();
    }

    /** A node of a HashMap for a key with this hash. */
    private static int[] entry(CargoBuilder cargo, int key, int hash, String value) throws Exception {
        int spread = hash ^ hash >>> 16;
        int node = cargo.instance(Class.forName("java.util.HashMap$Node"));
        cargo.set(node, "hash", spread).set(node, "key", ref(key)).set(node, "value", ref(cargo.string(value)));
        return new int[] {node, spread};
    }

    /** A HashMap of 16 buckets; no two entries may share one. */
    private static int hashMap(CargoBuilder cargo, int[]... entries) throws Exception {
        int[] table = new int[16];
        for (int[] entry : entries) {
            assertThat(table[entry[1] & 15]).isZero();
            table[entry[1] & 15] = entry[0];
        }
        int map = cargo.instance(HashMap.class);
        cargo.set(map, "table", ref(cargo.array(Class.forName("[Ljava.util.HashMap$Node;"), table)));
        cargo.set(map, "size", entries.length).set(map, "threshold", 12).set(map, "loadFactor", 0.75f);
        return map;
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void rebuildsAStackThroughTheJdk(Jdk jdk) throws Exception {
        try (AgentJvm jvm = AgentJvm.start(jdk, Nested.class, "")) {
            jvm.send(nested(jdk, jvm.awaitReady().get("java.vm.version")));
            jvm.await(Kind.PREPARED);
            jvm.go();
            jvm.in.write("input of the program".getBytes(StandardCharsets.US_ASCII));
            Ending ending = jvm.finish();
            assertThat(ending.err()).isEmpty();
            assertThat(ending.out()).isEqualTo("""
                            visited c after 3
                            visited d after 4
                            result 35, seen 4
                            read i
                            """);
            assertThat(ending.exitCode()).isEqualTo(7);
        }
    }

    private static Cargo nested(Jdk jdk, String vmVersion) throws Exception {
        CargoBuilder cargo = new CargoBuilder(vmVersion);
        int[] elements = {cargo.string("a"), cargo.string("b"), cargo.string("c"), cargo.string("d")};
        int array = cargo.array(Object[].class, elements);
        int list = cargo.instance(ArrayList.class);
        cargo.set(list, "elementData", ref(array)).set(list, "size", 4).set(list, "modCount", 1);
        int seen = cargo.block(new HeapBlock.PrimitiveArrays(
                cargo.nextNumber(), cargo.type(int[].class), new int[] {1}, new byte[] {3, 0, 0, 0}));
        int lambda = cargo.instance(cargo.lambda(
                new LambdaProxy(
                        cargo.type(Nested.class),
                        "accept",
                        "([I)Ljava/util/function/Consumer;",
                        "(Ljava/lang/Object;)V",
                        new MethodReference(
                                MethodHandleInfo.REF_invokeStatic,
                                "io/jtp/resume/programs/Nested",
                                "lambda$walk$0",
                                "([ILjava/lang/String;)V",
                                false),
                        "(Ljava/lang/String;)V",
                        0,
                        List.of(),
                        List.of()),
                "[I"));
        cargo.set(lambda, "arg$1", ref(seen));
        cargo.morph(Nested.class, nestedMorph());
        cargo.morph(ArrayList.class, arrayListMorph(jdk));
        cargo.frame(0, 0, Nested.class, "main", MAIN, 5, 3, ref(0), ref(list), ref(seen));
        cargo.frame(1, 0, Nested.class, "walk", "(Ljava/util/List;[I)I", ref(list), ref(seen), ref(list));
        cargo.frame(
                2,
                0,
                ArrayList.class,
                "forEach",
                "(Ljava/util/function/Consumer;)V",
                ref(list),
                ref(lambda),
                1,
                ref(array),
                4,
                2,
                ref(lambda));
        cargo.frame(3, 0, Nested.class, "lambda$walk$0", "([ILjava/lang/String;)V", ref(seen), ref(elements[2]));
        cargo.frame(4, 0, Nested.class, "visit", "(Ljava/lang/String;[I)V", ref(elements[2]), ref(seen));
        return cargo.build();
    }

    private static byte[] nestedMorph() throws IOException {
        String nested = "io/jtp/resume/programs/Nested";
        return new HandMorph(classFile(Nested.class))
                .resumeBehind(
                        "main",
                        0,
                        "walk",
                        resume -> resume.i()
                                .i()
                                .a("[Ljava/lang/String;")
                                .store(Opcodes.ASTORE, 0)
                                .a("java/util/List")
                                .store(Opcodes.ASTORE, 1)
                                .a("[I")
                                .store(Opcodes.ASTORE, 2)
                                .instruction(Opcodes.ACONST_NULL)
                                .instruction(Opcodes.ACONST_NULL)
                                .call(Opcodes.INVOKESTATIC, nested, "walk", "(Ljava/util/List;[I)I"))
                .resumeBehind(
                        "walk",
                        1,
                        "forEach",
                        resume -> resume.a("java/util/List")
                                .store(Opcodes.ASTORE, 0)
                                .a("[I")
                                .store(Opcodes.ASTORE, 1)
                                .a("java/util/List")
                                .instruction(Opcodes.ACONST_NULL)
                                .call(
                                        Opcodes.INVOKEINTERFACE,
                                        "java/util/List",
                                        "forEach",
                                        "(Ljava/util/function/Consumer;)V"))
                .resumeBehind(
                        "lambda$walk$0",
                        3,
                        "visit",
                        resume -> resume.a("[I")
                                .store(Opcodes.ASTORE, 0)
                                .a("java/lang/String")
                                .store(Opcodes.ASTORE, 1)
                                .instruction(Opcodes.ACONST_NULL)
                                .instruction(Opcodes.ACONST_NULL)
                                .call(Opcodes.INVOKESTATIC, nested, "visit", "(Ljava/lang/String;[I)V"))
                .resumeBehind(
                        "visit",
                        4,
                        "stop",
                        resume -> resume.a("java/lang/String")
                                .store(Opcodes.ASTORE, 0)
                                .a("[I")
                                .store(Opcodes.ASTORE, 1)
                                .arrived())
                .classFile();
    }

    private static byte[] arrayListMorph(Jdk jdk) throws IOException {
        try (JvmClassFiles classFiles = new JvmClassFiles(jdk.home(), List.of())) {
            return new HandMorph(classFiles
                            .find("java/util/ArrayList", BuiltinLoader.BOOT)
                            .orElseThrow())
                    .resumeBehind(
                            "forEach",
                            2,
                            "accept",
                            resume -> resume.a("java/util/ArrayList")
                                    .store(Opcodes.ASTORE, 0)
                                    .a("java/util/function/Consumer")
                                    .store(Opcodes.ASTORE, 1)
                                    .i()
                                    .store(Opcodes.ISTORE, 2)
                                    .a("[Ljava/lang/Object;")
                                    .store(Opcodes.ASTORE, 3)
                                    .i()
                                    .store(Opcodes.ISTORE, 4)
                                    .i()
                                    .store(Opcodes.ISTORE, 5)
                                    .a("java/util/function/Consumer")
                                    .instruction(Opcodes.ACONST_NULL)
                                    .call(
                                            Opcodes.INVOKEINTERFACE,
                                            "java/util/function/Consumer",
                                            "accept",
                                            "(Ljava/lang/Object;)V"))
                    .classFile();
        }
    }

    /** Objects of a class that is being initialised cannot be made before the initialiser runs again. */
    @ParameterizedTest
    @MethodSource("jdks")
    void rebuildsAClassInitialiser(Jdk jdk) throws Exception {
        try (AgentJvm jvm = AgentJvm.start(jdk, Half.class, "")) {
            jvm.send(half(jvm.awaitReady().get("java.vm.version")));
            jvm.await(Kind.PREPARED);
            jvm.go();
            Ending ending = jvm.finish();
            assertThat(ending.err()).isEmpty();
            assertThat(ending.out()).isEqualTo("""
                            the initialiser goes on, [PLAIN, with a body] 37
                            42 [PLAIN] true true
                            4711 0 1
                            """);
        }
    }

    private static Cargo half(String vmVersion) throws Exception {
        Class<?> body = Class.forName(Half.Kind.class.getName() + "$1", false, Half.class.getClassLoader());
        CargoBuilder cargo = new CargoBuilder(vmVersion);
        cargo.initializing(Half.Kind.class);
        int plain = cargo.instance(Half.Kind.class);
        cargo.set(plain, "name", ref(cargo.string("PLAIN"))).set(plain, "ordinal", 0);
        int other = cargo.instance(body);
        cargo.set(other, "name", ref(cargo.string("OTHER"))).set(other, "ordinal", 1);
        int seen = list(cargo, plain, other);
        cargo.hash(other, 4711)
                .setStatic(Half.class, "known", ref(list(cargo, plain)))
                .setStatic(Half.class, "array", ref(cargo.array(Object[].class, other)))
                .setStatic(Half.Kind.class, "PLAIN", ref(plain))
                .setStatic(Half.Kind.class, "OTHER", ref(other))
                .setStatic(Half.Kind.class, "SEEN", ref(seen))
                .setStatic(Half.Kind.class, "sum", 37);
        cargo.morph(
                Half.class,
                new HandMorph(classFile(Half.class))
                        .resumeAt(
                                "main",
                                0,
                                "sum",
                                resume -> resume.a("[Ljava/lang/String;")
                                        .store(Opcodes.ASTORE, 0)
                                        .i())
                        .classFile());
        cargo.morph(
                Half.Kind.class,
                new HandMorph(classFile(Half.Kind.class))
                        .resumeBehind("<clinit>", 1, "stop", HandMorph.Code::arrived)
                        .classFile());
        cargo.frame(0, 0, Half.class, "main", MAIN, ref(0), 5);
        cargo.frame(1, 0, Half.Kind.class, "<clinit>", "()V");
        return cargo.build();
    }

    private static int list(CargoBuilder cargo, int... elements) {
        int list = cargo.instance(ArrayList.class);
        cargo.set(list, "elementData", ref(cargo.array(Object[].class, elements)))
                .set(list, "size", elements.length);
        return list;
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void restoresAMillionObjects(Jdk jdk) throws Exception {
        int nodes = 700_000;
        try (AgentJvm jvm = AgentJvm.start(jdk, ManyNodes.class, "")) {
            jvm.send(manyNodes(jvm.awaitReady().get("java.vm.version"), nodes));
            Map<String, String> details = jvm.await(Kind.PREPARED);
            jvm.go();
            Ending ending = jvm.finish();
            assertThat(ending.err()).isEmpty();
            assertThat(ending.out()).isEqualTo(LongStream.range(0, nodes).sum() + " " + 8 * nodes + "\n");
            long micros = details.entrySet().stream()
                    .filter(detail -> detail.getKey().endsWith(".us"))
                    .mapToLong(detail -> Long.parseLong(detail.getValue()))
                    .sum();
            System.out.printf(
                    "%s: %s objects, %,d objects/s, %s%n",
                    jdk, details.get("objects"), Long.parseLong(details.get("objects")) * 1_000_000 / micros, details);
        }
    }

    private static Cargo manyNodes(String vmVersion, int nodes) throws Exception {
        CargoBuilder cargo = new CargoBuilder(vmVersion);
        int first = cargo.nextNumber();
        ByteBuffer rows = ByteBuffer.allocate(12 * nodes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < nodes; i++) {
            rows.putInt(i == nodes - 1 ? 0 : first + i + 1)
                    .putInt(first + nodes + i)
                    .putInt(i);
        }
        cargo.block(new HeapBlock.Instances(first, nodes, cargo.type(ManyNodes.Node.class), rows.array()));
        int[] lengths = new int[nodes];
        Arrays.fill(lengths, 8);
        cargo.block(
                new HeapBlock.PrimitiveArrays(first + nodes, cargo.type(byte[].class), lengths, new byte[8 * nodes]));
        for (int i = 0; i < nodes; i++) {
            cargo.hash(first + i, i + 1);
        }
        return cargo.setStatic(ManyNodes.class, "head", ref(first))
                .morph(
                        ManyNodes.class,
                        new HandMorph(classFile(ManyNodes.class))
                                .resumeBehind(
                                        "main",
                                        0,
                                        "stop",
                                        resume -> resume.a("[Ljava/lang/String;")
                                                .store(Opcodes.ASTORE, 0)
                                                .arrived())
                                .classFile())
                .frame(0, 0, ManyNodes.class, "main", MAIN, ref(0))
                .build();
    }

    static byte[] classFile(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream(
                type.getName().substring(type.getPackageName().length() + 1) + ".class")) {
            return in.readAllBytes();
        }
    }
}
