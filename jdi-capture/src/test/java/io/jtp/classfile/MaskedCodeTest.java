package io.jtp.classfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

class MaskedCodeTest {

    /** Their methods have every kind of instruction: switches, wide ones, calls of all sorts, arrays of several dimensions. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "java/lang/String",
                "java/util/HashMap",
                "java/util/Formatter",
                "java/util/stream/Collectors",
                "java/text/SimpleDateFormat",
                "sun/security/provider/SHA",
                "java/math/BigInteger",
                "java/util/regex/Pattern"
            })
    void does_not_depend_on_the_constant_pool(String name) throws IOException {
        ClassReader original;
        try (InputStream in = Objects.requireNonNull(Object.class.getResourceAsStream("/" + name + ".class"))) {
            original = new ClassReader(in);
        }
        ClassWriter numberedAnew = new ClassWriter(0);
        original.accept(numberedAnew, 0);
        List<byte[]> before = CodeArrays.read(original);
        List<byte[]> after = CodeArrays.read(new ClassReader(numberedAnew.toByteArray()));

        int different = 0;
        for (int i = 0; i < before.size(); i++) {
            // an ldc_w that became an ldc, or the other way round, is other code
            if (before.get(i) != null && before.get(i).length == after.get(i).length) {
                assertThat(MaskedCode.of(after.get(i))).isEqualTo(MaskedCode.of(before.get(i)));
                different += Arrays.equals(after.get(i), before.get(i)) ? 0 : 1;
            }
        }
        assertThat(different).isPositive();
    }

    @Test
    void other_instructions_differ() {
        byte[] getstatic = {(byte) 178, 0, 1, (byte) 176};
        byte[] constant = {3, 3, 87, (byte) 176};
        assertThat(MaskedCode.of(getstatic)).containsExactly(178, 0, 0, 176).isNotEqualTo(MaskedCode.of(constant));
    }

    @Test
    void is_refused_if_it_is_no_code() {
        assertThatThrownBy(() -> MaskedCode.of(new byte[] {(byte) 178, 0})).hasMessageContaining("at 0");
        assertThatThrownBy(() -> MaskedCode.of(new byte[] {0, (byte) 250})).hasMessageContaining("at 1");
        assertThatThrownBy(() -> MaskedCode.of(new byte[] {(byte) 170, 0, 0, 0}))
                .hasMessageContaining("at 12");
    }
}
