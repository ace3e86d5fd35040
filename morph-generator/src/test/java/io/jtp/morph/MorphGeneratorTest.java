package io.jtp.morph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jtp.classfile.ClassFile;
import io.jtp.classfile.ClassFileSource;
import io.jtp.classfile.Invocation;
import io.jtp.classfile.MethodCode;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.ClassOrigin.ByName;
import io.jtp.snapshot.Frame;
import io.jtp.snapshot.Frame.Treatment;
import io.jtp.snapshot.IdentityHashes;
import io.jtp.snapshot.LoadedClass;
import io.jtp.snapshot.Morphs;
import io.jtp.snapshot.Morphs.FrameReplay;
import io.jtp.snapshot.Morphs.WayBack;
import io.jtp.snapshot.Obstacle;
import io.jtp.snapshot.Program;
import io.jtp.snapshot.RefusedException;
import io.jtp.snapshot.Snapshot;
import io.jtp.snapshot.ThreadState;
import io.jtp.snapshot.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

class MorphGeneratorTest {

    private static final String SOURCE = """
            public class Main {
                static final Object LOCK = new Object();
                static int down(int n) {
                    String unused = "x" + n;
                    if (n == 0) return sleep();
                    int below = down(n - 1);
                    return below + 1;
                }
                static int sleep() {
                    try { Thread.sleep(5); } catch (InterruptedException e) { return -1; }
                    return 0;
                }
                Main() { down(1); }
                static Main make() { return new Main(); }
            }
            """;

    private final Map<String, byte[]> classes = TestCompiler.compile(SOURCE, List.of("-g"));
    private final ClassFileSource source = (name, loader) -> Optional.ofNullable(classes.get(name));
    private final ClassFile original = ClassFile.parse(classes.get("Main"), source);

    @Test
    void activationsThatAreAlikeShareAResumePoint() throws RefusedException {
        List<Frame> frames = new ArrayList<>();
        for (int n = 5000; n > 0; n--) {
            frames.add(down(n));
        }
        frames.add(frame("sleep", "()I", bciOfCall("sleep", "()I", "sleep"), Treatment.MORPH));
        frames.add(new Frame(
                1,
                "sleep",
                "(J)V",
                -1,
                -1,
                Treatment.REISSUE,
                List.of(new Value.LongValue(5), Value.TOP),
                List.of(),
                List.of()));
        Morphs morphs = generate(frames);
        List<FrameReplay> replays = morphs.replays().get(0).frames();
        assertThat(replays).hasSize(5001);
        assertThat(replays.subList(0, 4999)).extracting(FrameReplay::point).containsOnly(0);
        assertThat(replays.get(4999).point()).isEqualTo(1);
        assertThat(replays.get(0).primitives()).containsExactly(5000);
        assertThat(replays.get(5000).primitives()).containsExactly(5);
        assertThat(morphs.classes()).hasSize(1);
    }

    @Test
    void offsetsLeadBackToTheOriginal() throws RefusedException {
        Morphs morphs = generate(List.of(down(2), down(1), frame("sleep", "()I", 0, Treatment.MORPH)));
        ClassFile morph = ClassFile.parse(morphs.classes().get(0).classFile(), source);
        for (WayBack wayBack : morphs.classes().get(0).wayBack()) {
            MethodCode before =
                    original.method(wayBack.method(), wayBack.descriptor()).orElseThrow();
            MethodCode after =
                    morph.method(wayBack.method(), wayBack.descriptor()).orElseThrow();
            assertThat(wayBack.morph()).isSorted().hasSameSizeAs(wayBack.original());
            // the guard, where a stack overflow would be
            assertThat(after.line(0)).isEqualTo(before.line(0));
            for (int i = 0; i < wayBack.morph().length; i++) {
                int was = wayBack.original()[i];
                int is = wayBack.morph()[i];
                if (after.instructionAt(is).getOpcode() != Opcodes.GOTO) {
                    assertThat(after.instructionAt(is).getOpcode())
                            .isEqualTo(before.instructionAt(was).getOpcode());
                    assertThat(after.line(is)).isEqualTo(before.line(was));
                }
                assertThat(after.stateAt(is).stack())
                        .isEqualTo(before.stateAt(was).stack());
            }
        }
    }

    @Test
    void writesTheMorphsOut(@TempDir Path directory) throws RefusedException, IOException {
        Morphs morphs = generate(List.of(frame("sleep", "()I", 0, Treatment.MORPH)));
        MorphDump.write(morphs, directory.resolve("new"));
        assertThat(directory.resolve("new/Main.class"))
                .hasBinaryContent(morphs.classes().get(0).classFile());
    }

    @Test
    void warmsUpWithoutAProgram() {
        assertThatCode(MorphGenerator::warmUp).doesNotThrowAnyException();
    }

    @Test
    void initialisersThatHaveRunAreEmptied() throws RefusedException {
        Morphs morphs = generate(List.of());
        assertThat(morphs.classes()).hasSize(1);
        ClassFile morph = ClassFile.parse(morphs.classes().get(0).classFile(), source);
        assertThat(morph.method("<clinit>", "()V").orElseThrow().code()).hasSize(1);
        assertThat(morph.method("make", "()LMain;").orElseThrow().code())
                .isEqualTo(original.method("make", "()LMain;").orElseThrow().code());
    }

    @Test
    void namesClassesThatHaveNoClassFile() {
        classes.clear();
        assertThat(obstacles(List.of()))
                .extracting(Obstacle::toString)
                .containsExactly("class Main: its class file is not on the class path. "
                        + "Classes that a program makes while it runs cannot be moved.");
    }

    @Test
    void namesWhatIsNotKnown() {
        Frame known = down(1);
        List<Value> locals = new ArrayList<>(known.locals());
        locals.set(0, Value.TOP);
        int bci = bciOfCall("down", "(I)I", "makeConcatWithConstants");
        Frame unknown = new Frame(0, "down", "(I)I", bci, 4, Treatment.MORPH, locals, List.of(Value.TOP), List.of());
        assertThat(obstacles(List.of(unknown)))
                .containsExactly(new Obstacle(
                        "thread main, Main.down line 4",
                        "operand 0 could not be read",
                        "Try again at another moment.",
                        1));
    }

    @Test
    void namesEveryFrameThatCannotBeRebuilt() {
        int call = bciOfCall("make", "()LMain;", "<init>");
        List<Frame> frames =
                List.of(frame("make", "()LMain;", call, Treatment.MORPH), frame("<init>", "()V", 5, Treatment.MORPH));
        assertThat(obstacles(frames))
                .extracting(Obstacle::place)
                .containsExactly("thread main, Main.make line 7", "thread main, Main.<init> line 7");
    }

    @Test
    void noticesWhatTheJvmItselfCalled() {
        Frame loading = new Frame(0, "make", "()LMain;", 0, 7, Treatment.MORPH, List.of(), List.of(), List.of());
        assertThat(obstacles(List.of(loading, frame("sleep", "()I", 0, Treatment.MORPH))))
                .extracting(Obstacle::problem)
                .containsExactly("is in an instruction that loads or initialises a class (sleep)");
    }

    private Frame down(int n) {
        int bci = bciOfCall("down", "(I)I", n == 1 ? "sleep" : "down");
        MethodCode method = original.method("down", "(I)I").orElseThrow();
        List<Value> locals = new ArrayList<>(List.of(new Value.IntValue(n)));
        while (locals.size() < method.maxLocals()) {
            locals.add(Value.TOP);
        }
        return new Frame(0, "down", "(I)I", bci, 5, Treatment.MORPH, locals, List.of(), List.of());
    }

    private Frame frame(String method, String descriptor, int bci, Treatment treatment) {
        return new Frame(0, method, descriptor, bci, 7, treatment, List.of(), List.of(), List.of());
    }

    private int bciOfCall(String method, String descriptor, String called) {
        MethodCode code = original.method(method, descriptor).orElseThrow();
        for (int bci = 0; bci < code.code().length; bci = code.next(bci)) {
            Optional<Invocation> call = code.invocationAt(bci);
            if (call.isPresent() && call.get().name().equals(called)) {
                return bci;
            }
        }
        throw new IllegalArgumentException(method + " does not call " + called);
    }

    private List<Obstacle> obstacles(List<Frame> frames) {
        return catchThrowableOfType(RefusedException.class, () -> generate(frames))
                .obstacles();
    }

    private Morphs generate(List<Frame> frames) throws RefusedException {
        List<LoadedClass> loaded = List.of(
                new LoadedClass(
                        "Main",
                        new ByName(BuiltinLoader.APP),
                        LoadedClass.NONE,
                        LoadedClass.State.INITIALIZED,
                        List.of()),
                new LoadedClass(
                        Type.getInternalName(Thread.class),
                        new ByName(BuiltinLoader.BOOT),
                        LoadedClass.NONE,
                        LoadedClass.State.INITIALIZED,
                        List.of()));
        ThreadState main = new ThreadState("main", 0, true, false, frames);
        Program program = new Program(
                null,
                loaded,
                List.of(),
                List.of(),
                new IdentityHashes(new int[0], new int[0]),
                List.of(),
                List.of(main));
        return new MorphGenerator().generate(new Snapshot(program, List.of()), source);
    }
}
