package io.jtp.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ClassObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.Value;
import io.jtp.capture.TargetJvm.Jdk;
import io.jtp.classfile.JvmClassFiles;
import io.jtp.classfile.LostAttributes;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** Class files that the JVM writes, compared with those that the classes were defined from. */
@Timeout(120)
class RebuiltClassFilesTest {

    /** The JVM verifies no classes of the JDK. */
    private static final Set<String> NOT_KEPT = Set.of("StackMapTable");

    static List<Jdk> jdks() {
        return TargetJvm.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void what_encloses_local_and_anonymous_classes_is_as_it_was(Jdk jdk) throws Exception {
        try (TargetJvm jvm = TargetJvm.start(jdk, LocalClassesProgram.class);
                JvmClassFiles originals = new JvmClassFiles(jdk.home(), List.of())) {
            jvm.awaitLine("ready");
            try (Target target = Target.attach("127.0.0.1:" + jvm.port());
                    HostThread host = target.host();
                    Invoker invoker = new Invoker(host.thread())) {
                RebuiltClassFiles rebuilt = new RebuiltClassFiles(target);
                List<Value> loaded = loaded(target);
                assertThat(loaded).hasSizeGreaterThan(200);
                List<byte[]> classFiles = rebuilt.of(
                        invoker,
                        loaded.stream()
                                .mapToLong(each -> ((ClassObjectReference) each).uniqueID())
                                .toArray());
                for (int i = 0; i < loaded.size(); i++) {
                    ClassObjectReference type = (ClassObjectReference) loaded.get(i);
                    ReferenceType reflected = type.reflectedType();
                    byte[] classFile = classFiles.get(i);
                    byte[] original = originals
                            .find(reflected.name().replace('.', '/'), BuiltinLoader.APP)
                            .orElseThrow();
                    byte[] restored = EnclosingMethods.restore(invoker, type, reflected.classLoader(), classFile)
                            .orElseThrow();

                    assertThat(enclosing(restored))
                            .as(reflected.name())
                            .isEqualTo(enclosing(original))
                            .isNotEqualTo(enclosing(classFile));
                    assertThat(LostAttributes.in(restored)).isSubsetOf(NOT_KEPT);
                    assertThat(restored).startsWith(Arrays.copyOf(classFile, new ClassReader(classFile).header));
                }
            }
        }
    }

    private static List<Value> loaded(Target target) {
        ReferenceType program =
                target.vm().classesByName(LocalClassesProgram.class.getName()).get(0);
        return ((ArrayReference) program.getValue(program.fieldByName("loaded"))).getValues();
    }

    private static List<String> enclosing(byte[] classFile) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, ClassReader.SKIP_CODE);
        return Arrays.asList(node.outerClass, node.outerMethod, node.outerMethodDesc);
    }
}
