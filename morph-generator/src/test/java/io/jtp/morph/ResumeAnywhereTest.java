package io.jtp.morph;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.classfile.ClassFile;
import io.jtp.classfile.ClassFileSource;
import io.jtp.classfile.Invocation;
import io.jtp.classfile.JvmClassFiles;
import io.jtp.classfile.MethodCode;
import io.jtp.classfile.TypeState;
import io.jtp.classfile.VerifierType;
import io.jtp.classfile.VerifierType.Basic;
import io.jtp.classfile.VerifierType.UninitializedType;
import io.jtp.resume.Replay;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.ClassOrigin.ByName;
import io.jtp.snapshot.FieldValue;
import io.jtp.snapshot.Frame;
import io.jtp.snapshot.Frame.Construction;
import io.jtp.snapshot.Frame.Treatment;
import io.jtp.snapshot.IdentityHashes;
import io.jtp.snapshot.LoadedClass;
import io.jtp.snapshot.Morphs;
import io.jtp.snapshot.Morphs.MorphClass;
import io.jtp.snapshot.Program;
import io.jtp.snapshot.RefusedException;
import io.jtp.snapshot.Snapshot;
import io.jtp.snapshot.ThreadState;
import io.jtp.snapshot.Value;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A program goes on from any of its instructions as if nothing had happened. Each program runs once, changed so that it tells its state
 * before every instruction. There, its classes are morphed and loaded anew with a copy of its heap, and from there on it must print
 * what it prints undisturbed. {@code -Djtp.resume.points=N} says at how many instructions of each program, {@code -Djtp.morph.seed=S}
 * which.
 */
class ResumeAnywhereTest {

    private static final int POINTS = Integer.getInteger("jtp.resume.points", 20);
    private static final long SEED = Long.getLong("jtp.morph.seed", System.nanoTime());

    private final Random random = new Random(SEED);

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.jtp.morph.ResumedPrograms#all")
    void goesOnAsIfNothingHadHappened(ResumedPrograms.Case program) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>(TestCompiler.compile(program.source(), program.options()));
        if (program.version() > 0) {
            classes.replaceAll((name, bytes) -> withVersion(bytes, program.version()));
        }
        try (JvmClassFiles jdk = new JvmClassFiles(Path.of(System.getProperty("java.home")), List.of())) {
            ClassFileSource source = (name, loader) ->
                    classes.containsKey(name) ? Optional.of(classes.get(name)) : jdk.find(name, loader);
            String expected = Out.during(() -> runMain(new Loader(classes)));
            Map<String, byte[]> recordings = new TreeMap<>(classes);
            recordings.replaceAll((name, bytes) -> Recording.of(bytes, source));

            int[] steps = {0};
            Recorder.begin(() -> steps[0]++);
            assertThat(Out.during(() -> runMain(new Loader(recordings)))).isEqualTo(expected);
            double share = (double) POINTS / steps[0];

            Loader loader = new Loader(recordings);
            List<String> failures = new ArrayList<>();
            int[] resumed = {0};
            Recorder.begin(() -> {
                if (random.nextDouble() < share && failures.size() < 5) {
                    String before = Out.printed();
                    Resumption resumption = new Resumption(classes, source, loader);
                    try {
                        String after = Out.during(resumption::run);
                        resumed[0]++;
                        if (!expected.equals(before + after)) {
                            failures.add(resumption + " printed afterwards: " + after);
                        }
                    } catch (RuntimeException | Error e) {
                        failures.add(resumption + " failed: " + e + " "
                                + List.of(e.getStackTrace()).subList(0, 3));
                    }
                }
            });
            Out.during(() -> runMain(loader));
            System.out.printf("%s: %d of %d instructions, seed %d%n", program, resumed[0], steps[0], SEED);
            assertThat(failures).as("seed %d", SEED).isEmpty();
        }
    }

    static void runMain(ClassLoader loader) {
        try {
            Class.forName("Main", true, loader)
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[] {"argument"});
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] withVersion(byte[] bytes, int version) {
        ClassWriter writer = new ClassWriter(0);
        int options = version < Opcodes.V1_6 ? ClassReader.SKIP_FRAMES : 0;
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public void visit(
                                    int old, int access, String name, String generic, String parent, String[] types) {
                                super.visit(version, access, name, generic, parent, types);
                            }
                        },
                        options);
        return writer.toByteArray();
    }

    /** Defines a program's classes; all of them are initialised at once, so that it is known which are. */
    static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super(ResumeAnywhereTest.class.getClassLoader());
            this.classes = classes;
            for (String name : classes.keySet()) {
                try {
                    Class.forName(name.replace('/', '.'), true, this);
                } catch (ClassNotFoundException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name.replace('.', '/'));
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    /** One snapshot of the running program, morphed and gone on with. */
    private static final class Resumption implements Runnable {
        private final Map<String, byte[]> classes;
        private final ClassFileSource source;
        private final Loader loader;
        private final List<String> names;
        private final Map<String, ClassFile> files = new HashMap<>();
        private final List<Object> heap = new ArrayList<>();

        Resumption(Map<String, byte[]> classes, ClassFileSource source, Loader loader) {
            this.classes = classes;
            this.source = source;
            this.loader = loader;
            this.names = List.copyOf(classes.keySet());
            heap.add(null);
        }

        @Override
        public void run() {
            Morphs morphs;
            try {
                morphs = new MorphGenerator().generate(snapshot(), source);
            } catch (RefusedException e) {
                throw new IllegalStateException(e.obstacles().toString(), e);
            }
            Map<String, byte[]> morphed = new TreeMap<>(classes);
            for (MorphClass each : morphs.classes()) {
                morphed.put(names.get(each.type()), each.classFile());
            }
            Loader destination = new Loader(morphed);
            HeapCopy copy = new HeapCopy(loader, destination);
            Object[] objects = heap.stream().map(copy::copy).toArray();
            try {
                for (String name : names) {
                    copy.copyStatics(Class.forName(name.replace('/', '.'), true, loader));
                }
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
            Replay.begin(morphs.replays().get(0).frames(), objects);
            runMain(destination);
        }

        private Snapshot snapshot() {
            List<Frame> frames = new ArrayList<>();
            List<Recorder.Activation> stack = Recorder.stack();
            Construction inner = Construction.NONE;
            for (int i = stack.size() - 1; i >= 0; i--) {
                inner = construction(stack, i, inner);
                frames.add(0, frame(stack.get(i), i == stack.size() - 1, inner));
            }
            List<LoadedClass> loaded = names.stream()
                    .map(name -> new LoadedClass(
                            name,
                            new ByName(BuiltinLoader.APP),
                            names.indexOf(file(name).superclass().orElseThrow()),
                            LoadedClass.State.INITIALIZED,
                            List.of()))
                    .toList();
            ThreadState main = new ThreadState("main", 0, true, false, frames);
            IdentityHashes noHashes = new IdentityHashes(new int[0], new int[0]);
            return new Snapshot(
                    new Program(null, loaded, List.of(), List.of(), noHashes, List.of(), List.of(main)), List.of());
        }

        private ClassFile file(String type) {
            return files.computeIfAbsent(type, name -> ClassFile.parse(classes.get(name), source));
        }

        private MethodCode method(Recorder.Activation activation) {
            return file(activation.type)
                    .method(activation.method, activation.descriptor)
                    .orElseThrow();
        }

        /** What a constructor makes; that is its {@code this}, or that of the one it has called for it. */
        private Construction construction(List<Recorder.Activation> stack, int number, Construction inner) {
            Recorder.Activation activation = stack.get(number);
            if (!activation.method.equals("<init>")) {
                return Construction.NONE;
            }
            MethodCode method = method(activation);
            TypeState state = method.stateAt(activation.bci);
            if (!state.locals().contains(Basic.UNINITIALIZED_THIS)) {
                return new Construction(number(activation.locals[0]), List.of());
            }
            Invocation call = method.invocationAt(activation.bci)
                    .filter(c -> number + 1 < stack.size())
                    .orElse(null);
            boolean callsForIt = call != null
                    && call.name().equals("<init>")
                    && state.stack().get(state.stack().size() - call.argumentEntries()) == Basic.UNINITIALIZED_THIS;
            if (callsForIt && inner.object() != 0) {
                return inner;
            }
            List<FieldValue> fields = new ArrayList<>();
            activation.fields.forEach((field, value) -> {
                String[] parts = field.split(" ");
                fields.add(new FieldValue(
                        names.indexOf(activation.type),
                        parts[0],
                        parts[1],
                        value(VerifierType.of(Type.getType(parts[1])), value)));
            });
            return new Construction(0, fields);
        }

        private Frame frame(Recorder.Activation activation, boolean innermost, Construction construction) {
            MethodCode method = method(activation);
            List<VerifierType> stack = method.stateAt(activation.bci).stack();
            int operands = stack.size();
            if (!innermost) {
                operands -= method.invocationAt(activation.bci).orElseThrow().argumentEntries();
            }
            return new Frame(
                    names.indexOf(activation.type),
                    activation.method,
                    activation.descriptor,
                    activation.bci,
                    activation.line,
                    Treatment.MORPH,
                    values(method.stateAt(activation.bci).locals(), activation.locals),
                    values(stack.subList(0, operands), activation.stack),
                    activation.monitors.stream().map(this::number).toList(),
                    construction);
        }

        private List<Value> values(List<VerifierType> types, Object[] recorded) {
            List<Value> values = new ArrayList<>();
            for (int i = 0; i < types.size(); i++) {
                values.add(value(types.get(i), recorded[i]));
            }
            return values;
        }

        private Value value(VerifierType type, Object recorded) {
            if (type instanceof UninitializedType uninitialized) {
                return new Value.Uninitialized(uninitialized.newOffset());
            }
            if (type instanceof Basic basic) {
                return switch (basic) {
                    case INTEGER -> new Value.IntValue((Integer) recorded);
                    case FLOAT -> new Value.FloatValue((Float) recorded);
                    case LONG -> new Value.LongValue((Long) recorded);
                    case DOUBLE -> new Value.DoubleValue((Double) recorded);
                    case NULL -> Value.NULL;
                    case TOP -> Value.TOP;
                    case UNINITIALIZED_THIS -> new Value.Uninitialized(Value.Uninitialized.THIS);
                };
            }
            return new Value.Reference(number(recorded));
        }

        private int number(Object object) {
            for (int i = 0; i < heap.size(); i++) {
                if (heap.get(i) == object) {
                    return i;
                }
            }
            heap.add(object);
            return heap.size() - 1;
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("resumed at");
            for (Recorder.Activation each : Recorder.stack()) {
                text.append(' ').append(each.method).append('@').append(each.bci);
            }
            return text.toString();
        }
    }
}
