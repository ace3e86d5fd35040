package io.jtp.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of the JVM that runs this. */
class JvmCountersTest {

    @Test
    void aCollectionIsCounted() throws IOException {
        long pid = ProcessHandle.current().pid();
        Map<String, String> before = JvmCounters.of(pid).collectors();
        System.gc();
        JvmCounters counters = JvmCounters.of(pid);
        assertThat(counters.collectors()).hasSameSizeAs(before).isNotEqualTo(before);
        assertThat(counters.stopsToCollect()).isTrue();
    }

    @Test
    void aProcessThatIsNoJvmHasNone() {
        assertThatThrownBy(() -> JvmCounters.of(1)).isInstanceOf(IOException.class);
    }
}
