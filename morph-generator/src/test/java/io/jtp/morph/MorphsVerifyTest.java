package io.jtp.morph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jtp.classfile.ClassFile;
import io.jtp.classfile.ClassFileSource;
import io.jtp.classfile.Invocation;
import io.jtp.classfile.JvmClassFiles;
import io.jtp.classfile.MethodCode;
import io.jtp.classfile.TypeState;
import io.jtp.classfile.VerifierType;
import io.jtp.classfile.VerifierType.Basic;
import io.jtp.classfile.VerifierType.UninitializedType;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.FieldValue;
import io.jtp.snapshot.Frame;
import io.jtp.snapshot.Frame.Treatment;
import io.jtp.snapshot.Value;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Whatever the resume point, HotSpot's verifier accepts the morph. The methods are those of {@code java.base}, of every JDK found; the
 * points are a sample, or all of a method's for a while, of the size {@code -Djtp.morph.points=N} for each JDK. A failure tells the
 * seed, and {@code -Djtp.morph.seed=S} tries the same sample again.
 */
class MorphsVerifyTest {

    private static final int POINTS = Integer.getInteger("jtp.morph.points", 4000);
    private static final long SEED = Long.getLong("jtp.morph.seed", System.nanoTime());
    private static final int POINTS_IN_ONE_METHOD = 4;

    private final Random random = new Random(SEED);
    private int points;
    private int refused;

    static Stream<Path> homes() throws IOException {
        return Jdks.homes();
    }

    @ParameterizedTest
    @MethodSource("homes")
    void everyMorphVerifies(Path home) throws IOException, ClassNotFoundException {
        List<String> failures = new ArrayList<>();
        try (JvmClassFiles source = new JvmClassFiles(home, List.of())) {
            while (points < POINTS) {
                List<String> names = classNames(home);
                Collections.shuffle(names, random);
                RenamedWorld world = new RenamedWorld(source);
                List<String> morphed = new ArrayList<>();
                for (String name : names) {
                    if (points < POINTS && morph(name, source, world)) {
                        morphed.add(name);
                    }
                }
                for (String name : morphed) {
                    try {
                        world.link(name);
                    } catch (LinkageError e) {
                        if (isRightWithoutMorph(name, source)) {
                            failures.add(name + ": "
                                    + e.getMessage().lines().limit(20).toList());
                        }
                    }
                }
            }
        }
        System.out.printf("%s: %d points, %d refused, seed %d%n", home, points, refused, SEED);
        assertThat(failures).as("seed " + SEED).isEmpty();
        assertThat(refused).isLessThan(points / 5);
    }

    @Test
    void theVerifierIsReallyAsked() throws IOException {
        try (JvmClassFiles source = new JvmClassFiles(Path.of(System.getProperty("java.home")), List.of())) {
            String name = "java/util/ArrayList";
            ClassFile file =
                    ClassFile.parse(source.find(name, BuiltinLoader.BOOT).orElseThrow(), source);
            InsnList size = file.method("size", "()I").orElseThrow().node().instructions;
            size.insertBefore(size.getFirst(), new InsnNode(Opcodes.POP));
            ClassWriter wrong = new ClassWriter(0);
            file.node().accept(wrong);
            RenamedWorld world = new RenamedWorld(source);
            world.change(name, wrong.toByteArray());
            assertThatThrownBy(() -> world.link(name)).isInstanceOf(VerifyError.class);
        }
    }

    /** Classes that use their being in the package of Object are not right when they are renamed. */
    private static boolean isRightWithoutMorph(String name, ClassFileSource source) throws ClassNotFoundException {
        try {
            new RenamedWorld(source).link(name);
            return true;
        } catch (LinkageError e) {
            return false;
        }
    }

    private boolean morph(String name, ClassFileSource source, RenamedWorld world) {
        byte[] bytes = source.find(name, BuiltinLoader.BOOT).orElseThrow();
        ClassFile file = ClassFile.parse(bytes, source);
        Hierarchy hierarchy = new Hierarchy(source);
        List<ClassMorph.Entry> entries = new ArrayList<>();
        for (MethodNode node : file.node().methods) {
            MethodCode method = file.method(node.name, node.desc).orElse(null);
            if (method == null || node.name.equals("<clinit>")) {
                continue;
            }
            Map<ResumePoint, Integer> chosen = new LinkedHashMap<>();
            for (int i = 0; i < POINTS_IN_ONE_METHOD; i++) {
                boolean passes = method.isConstructor() && random.nextInt(POINTS_IN_ONE_METHOD) == 0;
                ResumePoint point = passes ? pass(method) : randomPoint(method, hierarchy);
                if (point != null) {
                    chosen.put(point, i);
                    points++;
                }
            }
            if (!chosen.isEmpty()) {
                entries.add(new ClassMorph.Entry(node.name, node.desc, entries.size(), List.copyOf(chosen.keySet())));
            }
        }
        if (entries.isEmpty()) {
            return false;
        }
        world.change(
                name,
                new ClassMorph(0, bytes, source, entries, new LambdaSites(List.of()).of(0, bytes))
                        .make(Set.of())
                        .classFile());
        return true;
    }

    private static ResumePoint pass(MethodCode constructor) {
        try {
            return ResumePoint.pass(FramePlan.constructorCall(constructor));
        } catch (FramePlan.ImpossibleException e) {
            throw new IllegalStateException(e);
        }
    }

    private ResumePoint randomPoint(MethodCode method, Hierarchy hierarchy) {
        int bci = random.nextInt(method.code().length);
        while (!method.isInstruction(bci)) {
            bci--;
        }
        if (!method.isReachable(bci)) {
            return null;
        }
        TypeState state = method.stateAt(bci);
        Invocation call = random.nextBoolean() ? method.invocationAt(bci).orElse(null) : null;
        int operands = state.stack().size() - (call == null ? 0 : call.argumentEntries());
        Frame frame = new Frame(
                0,
                method.name(),
                method.descriptor(),
                bci,
                -1,
                Treatment.MORPH,
                values(state.locals()),
                values(state.stack().subList(0, operands)),
                List.of(),
                state.locals().contains(Basic.UNINITIALIZED_THIS)
                        ? new Frame.Construction(0, fieldsOf(method.owner()))
                        : Frame.Construction.NONE);
        Frame callee = call == null
                ? null
                : callee(call, state.stack().subList(operands, state.stack().size()));
        try {
            boolean makes = call != null
                    && (call.name().equals("<init>")
                            || callee.treatment() == Treatment.OPAQUE
                                    && call.descriptor().endsWith(";"));
            int made = makes ? random.nextInt(2) : 0;
            return FramePlan.of(method, frame, callee, random.nextBoolean(), made, hierarchy)
                    .point();
        } catch (FramePlan.ImpossibleException e) {
            refused++;
            return null;
        }
    }

    private List<FieldValue> fieldsOf(ClassFile file) {
        return file.node().fields.stream()
                .filter(field -> (field.access & Opcodes.ACC_STATIC) == 0 && random.nextBoolean())
                .map(field ->
                        new FieldValue(0, field.name, field.desc, value(VerifierType.of(Type.getType(field.desc)))))
                .toList();
    }

    private Frame callee(Invocation call, List<VerifierType> arguments) {
        List<Value> locals = new ArrayList<>();
        for (VerifierType argument : arguments) {
            locals.add(value(argument));
            if (argument.isWide()) {
                locals.add(Value.TOP);
            }
        }
        boolean opaque =
                call.isDynamic() || random.nextBoolean() && !call.name().equals("<init>");
        Treatment treatment = opaque ? Treatment.OPAQUE : Treatment.MORPH;
        return new Frame(0, call.name(), call.descriptor(), 0, -1, treatment, locals, List.of(), List.of());
    }

    private static List<Value> values(List<VerifierType> types) {
        return types.stream().map(MorphsVerifyTest::value).toList();
    }

    private static Value value(VerifierType type) {
        if (type instanceof UninitializedType uninitialized) {
            return new Value.Uninitialized(uninitialized.newOffset());
        }
        if (!(type instanceof Basic basic)) {
            return new Value.Reference(1);
        }
        return switch (basic) {
            case INTEGER -> new Value.IntValue(1);
            case FLOAT -> new Value.FloatValue(1);
            case LONG -> new Value.LongValue(1);
            case DOUBLE -> new Value.DoubleValue(1);
            case NULL -> Value.NULL;
            case TOP -> Value.TOP;
            case UNINITIALIZED_THIS -> new Value.Uninitialized(Value.Uninitialized.THIS);
        };
    }

    private static List<String> classNames(Path home) throws IOException {
        Path own = Path.of(System.getProperty("java.home"));
        if (Files.isSameFile(own, home)) {
            return classNames(FileSystems.getFileSystem(URI.create("jrt:/")));
        }
        try (FileSystem image = FileSystems.newFileSystem(URI.create("jrt:/"), Map.of("java.home", home.toString()))) {
            return classNames(image);
        }
    }

    private static List<String> classNames(FileSystem image) throws IOException {
        Path module = image.getPath("/modules/java.base");
        try (Stream<Path> files = Files.walk(module)) {
            List<String> names = files.map(file -> module.relativize(file).toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(file -> file.substring(0, file.length() - ".class".length()))
                    .filter(RenamedWorld::canHold)
                    .sorted()
                    .toList();
            return new ArrayList<>(names);
        }
    }
}
