package io.jtp.capture.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.capture.TargetJvm;
import io.jtp.capture.TargetJvm.Jdk;
import io.jtp.capture.heap.JdkImage.JdkClass;
import io.jtp.capture.jdwp.FieldEntry;
import io.jtp.capture.jdwp.TypeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every class of every JDK here has its policy. {@code -Djtp.jdkClasses.write=true} writes the list that is in the documentation.
 */
class JdkClassesTest {

    private static final Path LIST = Path.of("../docs/jdk-classes.md");

    private static final SortedMap<Integer, JdkImage> JDKS = new TreeMap<>();

    @BeforeAll
    static void readImages() throws IOException {
        for (Jdk jdk : TargetJvm.jdks()) {
            JDKS.put(jdk.version(), JdkImage.read(jdk.home()));
        }
    }

    @Test
    void a_policy_has_been_decided_on_for_all_that_looks_native() {
        List<String> undecided = new ArrayList<>();
        JDKS.forEach((version, jdk) -> {
            for (JdkClass each : jdk.classes()) {
                boolean looksNative = SuspectFields.isSuspect(each.type())
                        || !each.nativeMethods().isEmpty();
                if (looksNative && Policies.known(each.type()).isEmpty()) {
                    undecided.add("JDK " + version + " " + each.module() + " " + each.type());
                }
            }
        });
        assertThat(undecided)
                .as(
                        "classes with pointers, descriptors, cleaners or native methods. If the state of one is all Java it belongs into "
                                + "PlainJava, otherwise into NativeState, or it gets a policy of its own")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "J, nativePeer",
        "J, addr",
        "I, dfd",
        "Ljava/io/FileDescriptor;, out",
        "Ljava/lang/ref/Cleaner$Cleanable;, c"
    })
    void what_no_policy_knows_is_refused_if_it_looks_native(String descriptor, String field) {
        TargetType type = new TargetType(0, 1, TypeId.CLASS, "Ljava/util/NewInSomeJdk;");
        type.jdk = true;
        assertThat(Policies.of(type)).isEqualTo(Treatment.COPY);
        type.fields = List.of(new FieldEntry(1, field, descriptor, 0));
        assertThat(Policies.of(type)).isInstanceOf(Treatment.Refused.class);
    }

    @Test
    void the_list_in_the_documentation_is_what_the_policies_say() throws IOException {
        String list = new JdkClassList(JDKS).markdown();
        if (Boolean.getBoolean("jtp.jdkClasses.write")) {
            Files.writeString(LIST, list);
        }
        String committed = Files.readString(LIST);
        if (committed.contains(JdkClassList.builds(JDKS))) {
            assertThat(committed)
                    .as("docs/jdk-classes.md is not up to date. Write it again with %s", JdkClassList.COMMAND)
                    .isEqualTo(list);
        } else {
            // made from other builds, which may have other classes; the policies are the same
            assertThat(committed).contains(JdkClassList.TITLE);
        }
    }
}
