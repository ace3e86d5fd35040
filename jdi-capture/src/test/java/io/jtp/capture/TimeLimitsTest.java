package io.jtp.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TimeLimitsTest {

    @Test
    void threads_are_named_as_jdk_17_and_25_print_them() {
        String dump = """
                0
                "main" #1 prio=5 os_prio=0 cpu=52.05ms elapsed=1.02s tid=0x00007f21e4012a50 nid=0x3039 waiting on condition  [0x00007f21ec2fe000]
                   java.lang.Thread.State: TIMED_WAITING (sleeping)
                "sleeper" #22 [12346] prio=5 os_prio=0 cpu=0.10ms elapsed=0.55s tid=0x00007f21e4100010 nid=12346 waiting on condition  [0x00007f21c00fe000]
                "GC Thread#0" os_prio=0 cpu=0.93ms elapsed=1.03s tid=0x00007f21e4063a20 nid=12340 runnable
                """;
        assertThat(TimeLimits.ids(dump))
                .isEqualTo(Map.of(0x7f21e4012a50L, 12345L, 0x7f21e4100010L, 12346L, 0x7f21e4063a20L, 12340L));
    }

    @Test
    void only_a_wait_until_an_instant_of_the_right_clock_has_a_limit() {
        String rest = " 0x0 0x7f21ec2fe8d0 0x0 0xffffffff 0x7f21ec2fe860 0x7f2200d0ec1e\n";
        assertThat(TimeLimits.limitOf("202 0x7f21e4000bd0 0x89" + rest, "amd64"))
                .hasValue(0x7f21ec2fe8d0L);
        assertThat(TimeLimits.limitOf("98 0x7f21e4000bd0 0x89" + rest, "aarch64"))
                .hasValue(0x7f21ec2fe8d0L);
        assertThat(TimeLimits.limitOf("98 0x7f21e4000bd0 0x89" + rest, "amd64")).isEmpty();
        assertThat(TimeLimits.limitOf("202 0x7f21e4000bd0 0x189" + rest, "amd64"))
                .isEmpty();
        assertThat(TimeLimits.limitOf("202 0x7f21e4000bd0 0x80" + rest, "amd64"))
                .isEmpty();
        assertThat(TimeLimits.limitOf("202 0x7f21e4000bd0 0x89 0x0 0x0 0x0 0x0 0x1 0x2", "amd64"))
                .isEmpty();
        assertThat(TimeLimits.limitOf("running\n", "amd64")).isEmpty();
        assertThat(TimeLimits.limitOf("-1 0x7f21ec2fe860 0x7f2200d0ec1e\n", "amd64"))
                .isEmpty();
    }
}
