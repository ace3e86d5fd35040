package io.jtp.morph;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.classfile.ClassFile;
import io.jtp.classfile.ClassFileSource;
import io.jtp.classfile.JvmClassFiles;
import io.jtp.classfile.MethodCode;
import io.jtp.classfile.TypeState;
import io.jtp.classfile.ValueNumbers;
import io.jtp.classfile.VerifierType;
import io.jtp.classfile.VerifierType.Basic;
import io.jtp.morph.Recorder.Activation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Slots that are said to hold the same value, or a constant, do so before every instruction that programs execute. */
class ValueNumbersTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.jtp.morph.ResumedPrograms#all")
    void whatIsSaidToBeTheSameIs(ResumedPrograms.Case program) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>(TestCompiler.compile(program.source(), program.options()));
        try (JvmClassFiles jdk = new JvmClassFiles(Path.of(System.getProperty("java.home")), List.of())) {
            ClassFileSource source = (name, loader) ->
                    classes.containsKey(name) ? Optional.of(classes.get(name)) : jdk.find(name, loader);
            Map<String, byte[]> recordings = new TreeMap<>(classes);
            recordings.replaceAll((name, bytes) -> Recording.of(bytes, source));
            Checks checks = new Checks(classes, source);
            Recorder.begin(checks);
            Out.during(() -> ResumeAnywhereTest.runMain(new ResumeAnywhereTest.Loader(recordings)));
            assertThat(checks.wrong).isEmpty();
            assertThat(checks.copies).as("slots that are copies").isPositive();
            assertThat(checks.constants).as("slots that are constants").isPositive();
        }
    }

    private static final class Checks implements Runnable {
        private final Map<String, byte[]> classes;
        private final ClassFileSource source;
        private final Map<String, MethodCode> methods = new HashMap<>();
        private final Set<String> wrong = new LinkedHashSet<>();
        private int copies;
        private int constants;

        Checks(Map<String, byte[]> classes, ClassFileSource source) {
            this.classes = classes;
            this.source = source;
        }

        @Override
        public void run() {
            Activation at = Recorder.stack().get(Recorder.stack().size() - 1);
            MethodCode method = methods.computeIfAbsent(
                    at.type + "." + at.method + at.descriptor,
                    key -> ClassFile.parse(classes.get(at.type), source)
                            .method(at.method, at.descriptor)
                            .orElseThrow());
            TypeState state = method.stateAt(at.bci);
            Map<ValueNumbers.Number, Object> values = new IdentityHashMap<>();
            for (int slot = 0; slot < state.locals().size(); slot++) {
                if (isTold(state.locals().get(slot))) {
                    check(values, method.values().local(at.bci, slot), at.locals[slot], method, at.bci);
                }
            }
            for (int i = 0; i < state.stack().size(); i++) {
                if (isTold(state.stack().get(i))) {
                    check(values, method.values().operand(at.bci, i), at.stack[i], method, at.bci);
                }
            }
        }

        private static boolean isTold(VerifierType type) {
            return type != Basic.TOP && !type.isUninitialized();
        }

        private void check(
                Map<ValueNumbers.Number, Object> values,
                ValueNumbers.Number number,
                Object value,
                MethodCode method,
                int bci) {
            if (values.containsKey(number)) {
                copies++;
                if (!isSame(values.get(number), value)) {
                    wrong.add(method + " at " + bci + ": " + values.get(number) + " and " + value);
                }
            }
            values.put(number, value);
            if (number.constant().isPresent()) {
                constants++;
                if (!number.constant().get().equals(value)) {
                    wrong.add(method + " at " + bci + ": " + number.constant().get() + " is " + value);
                }
            }
        }

        private static boolean isSame(Object one, Object other) {
            return one instanceof Number ? one.equals(other) : one == other;
        }
    }
}
