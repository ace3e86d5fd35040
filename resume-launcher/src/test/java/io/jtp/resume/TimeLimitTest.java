package io.jtp.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.snapshot.Frame;
import io.jtp.snapshot.Frame.Treatment;
import io.jtp.snapshot.Morphs.FrameReplay;
import io.jtp.snapshot.ThreadState;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TimeLimitTest {

    private static final long NOW = -5_000_000_000L;

    @Test
    void a_sleep_goes_on_for_the_milliseconds_that_are_left_rounded_up() {
        assertThat(left("sleep", "(J)V", 2_000_001, 7, 60_000)).containsExactly(7, 3);
        assertThat(left("sleep", "(J)V", 2_000_000, 7, 60_000)).containsExactly(7, 2);
        assertThat(left("sleep", "(J)V", 1, 60_000)).containsExactly(1);
    }

    @Test
    void a_sleep_that_is_over_ends_at_once_and_a_wait_does_too() {
        assertThat(left("sleep", "(J)V", -1_000_000_000, 60_000)).containsExactly(0);
        assertThat(left("wait", "(J)V", -1_000_000_000, 60_000)).containsExactly(1);
    }

    @Test
    void no_sleep_gets_longer() {
        assertThat(left("sleep", "(J)V", 5_000_000_000L, 1_000)).containsExactly(1_000);
    }

    @Test
    void nanoseconds_are_left_out_of_what_is_left_and_not_of_the_whole() {
        assertThat(left("sleep", "(JI)V", 2_000_001, 7, 60_000, 500_000)).containsExactly(7, 3, 0);
        assertThat(left("wait", "(JI)V", 5_000_000_000L, 1_000, 1)).containsExactly(1_001, 0);
    }

    @Test
    void the_jdks_own_sleep_counts_nanoseconds() {
        assertThat(left("sleepNanos", "(J)V", 2_000_001, 60_000_000_000L)).containsExactly(2_000_001);
    }

    @Test
    void where_the_end_is_not_known_nothing_changes() {
        FrameReplay replay = new FrameReplay(0, 1, 0, new long[] {60_000}, new int[0]);
        ThreadState state = new ThreadState("t", 1, false, false, frames("sleep", "(J)V"), 0, OptionalLong.empty());
        assertThat(TimeLimit.apply(state, replay, NOW)).isSameAs(replay);
    }

    private static long[] left(String method, String descriptor, long nanos, long... primitives) {
        FrameReplay replay = new FrameReplay(0, 1, 0, primitives, new int[0]);
        ThreadState state =
                new ThreadState("t", 1, false, false, frames(method, descriptor), 0, OptionalLong.of(NOW + nanos));
        return TimeLimit.apply(state, replay, NOW).primitives();
    }

    private static List<Frame> frames(String method, String descriptor) {
        return List.of(frame("run", "()V", Treatment.MORPH), frame(method, descriptor, Treatment.REISSUE));
    }

    private static Frame frame(String method, String descriptor, Treatment treatment) {
        return new Frame(1, method, descriptor, -1, -1, treatment, List.of(), List.of(), List.of());
    }
}
