package io.jtp.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ArrayType;
import com.sun.jdi.IntegerValue;
import com.sun.jdi.Method;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StringReference;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import io.jtp.capture.TargetJvm.Jdk;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What reading and restoring heaps relies on and no specification promises. */
@Timeout(120)
class JvmHeapFactsTest {
    /** More at once has been seen to end the target. */
    private static final int CHUNK = 10_000;

    static List<Jdk> jdks() {
        return TargetJvm.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void large_arrays_can_be_read_in_chunks(Jdk jdk) throws Exception {
        try (FactTarget target = FactTarget.start(jdk, "wait")) {
            target.vm().suspend();
            ArrayReference many = (ArrayReference) staticValue(target.vm(), "MANY");
            for (int first = 0; first < many.length(); first += CHUNK) {
                List<Value> chunk = many.getValues(first, CHUNK);
                assertThat(chunk).hasSize(CHUNK).doesNotContainNull();
            }
            target.vm().resume();
            target.jvm().println("");
            target.jvm().awaitLine("done");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void a_lambdas_hidden_class_tells_what_it_does(Jdk jdk) throws Exception {
        try (FactTarget target = FactTarget.start(jdk, "wait")) {
            target.vm().suspend();
            ObjectReference lambda = (ObjectReference) staticValue(target.vm(), "lambda");
            ReferenceType type = lambda.referenceType();
            assertThat(type.name()).contains("$$Lambda");
            assertThat(type.allFields()).hasSize(1);
            assertThat(((IntegerValue) lambda.getValue(type.allFields().get(0))).value())
                    .isEqualTo(42);
            assertThat(type.constantPoolCount()).isPositive();
            assertThat(new String(type.constantPool(), StandardCharsets.ISO_8859_1))
                    .contains("java/util/function/IntSupplier", "lambda$main$");
            Method method = type.methodsByName("getAsInt").get(0);
            assertThat(method.bytecodes()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void objects_made_and_pinned_from_outside_survive_a_collection(Jdk jdk) throws Exception {
        try (FactTarget target = FactTarget.start(jdk, "iterate")) {
            VirtualMachine vm = target.vm();
            var main = target.stop();
            ArrayType type = (ArrayType) vm.classesByName("java.lang.Object[]").get(0);
            ArrayReference array = type.newInstance(1);
            array.disableCollection();
            array.setValue(0, vm.mirrorOf("pinned"));
            try (Invoker invoker = new Invoker(main)) {
                invoker.callStatic("java.lang.System", "gc", "()V");
            }
            assertThat(((StringReference) array.getValue(0)).value()).isEqualTo("pinned");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void an_identity_hash_can_be_written_into_the_mark_word(Jdk jdk) throws Exception {
        List<String> options = List.of(
                "--add-exports",
                "java.base/jdk.internal.misc=ALL-UNNAMED",
                "-cp",
                TargetJvm.classPathOf(FactPrograms.class));
        try (FactTarget target = FactTarget.start(jdk, options, "hash")) {
            target.jvm().println("");
            int shift = Integer.parseInt(
                    target.jvm().awaitLine(Pattern.compile("shift (\\d+)")).group(1));
            assertThat(shift).isLessThan(32);
            target.jvm().awaitLine("written true");
            target.jvm().awaitLine("kept true");
        }
    }

    private static Value staticValue(VirtualMachine vm, String field) {
        ReferenceType type = vm.classesByName(FactPrograms.class.getName()).get(0);
        return type.getValue(type.fieldByName(field));
    }
}
