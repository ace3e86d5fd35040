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
        JvmCounters counters = JvmCounters.of(ProcessHandle.current().pid());
        Map<String, String> before = counters.collections();
        System.gc();
        assertThat(counters.collections()).hasSameSizeAs(before).isNotEqualTo(before);
        assertThat(counters.stopsToCollect()).isTrue();
    }

    @Test
    void aProcessThatIsNoJvmHasNone() {
        assertThatThrownBy(() -> JvmCounters.of(1)).isInstanceOf(IOException.class);
    }
}
