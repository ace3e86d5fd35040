package io.jtp.resume;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MentionsTest {
    private static final long WIDE = 1L << 40;
    private static final double ALSO_WIDE = 1e300;

    @Test
    void tells_all_classes_of_a_constant_pool() throws Exception {
        try (InputStream in = MentionsTest.class.getResourceAsStream("MentionsTest.class")) {
            byte[] classFile = in.readAllBytes();
            Object array = new long[0][0];
            assertThat(array instanceof long[][]).isTrue();
            assertThat(String.format(Locale.ROOT, "%d %f", WIDE * classFile.length, ALSO_WIDE))
                    .isNotEmpty();
            assertThat(Mentions.names(classFile))
                    .contains(MentionsTest.class.getName(), "java.util.Locale", "java.io.InputStream", "[[J")
                    .doesNotContainNull();
        }
    }
}
