package io.jtp.resume;

import io.jtp.snapshot.Frame;
import io.jtp.snapshot.Frame.Treatment;
import io.jtp.snapshot.Morphs.FrameReplay;
import io.jtp.snapshot.ThreadState;
import java.util.List;

/**
 * The call that a thread is to make again sleeps or waits for what is left of its time, and not for the whole of it. It never comes back before
 * it would have at the source.
 */
final class TimeLimit {

    private static final long MILLISECOND = 1_000_000;

    private TimeLimit() {}

    /**
     * Puts what is left in the place of the argument.
     *
     * @param replay of the thread's last frame that is rebuilt; the arguments of the call are its last values
     * @param now by the clock that the program sees
     * @return the same if there is no such call, or it is not known when it is to end
     */
    static FrameReplay apply(ThreadState state, FrameReplay replay, long now) {
        List<Frame> frames = state.frames();
        Frame call = frames.get(frames.size() - 1);
        if (state.until().isEmpty() || call.treatment() != Treatment.REISSUE || replay.frame() != frames.size() - 2) {
            return replay;
        }
        long[] primitives = replay.primitives().clone();
        int last = primitives.length - 1;
        int argument;
        if (call.descriptor().equals("(JI)V")) {
            // milliseconds, and nanoseconds beyond
            argument = last - 1;
            if (primitives[last] > 0 && primitives[argument] < Long.MAX_VALUE) {
                primitives[argument]++;
            }
            primitives[last] = 0;
        } else {
            argument = last;
        }
        boolean nanos = call.method().equals("sleepNanos");
        // to wait for no milliseconds is to wait without a limit
        long least = call.method().startsWith("wait") ? 1 : 0;
        long left = state.until().getAsLong() - now;
        long units = nanos || left <= 0 ? left : (left - 1) / MILLISECOND + 1;
        primitives[argument] = Math.max(least, Math.min(primitives[argument], units));
        return new FrameReplay(
                replay.frame(), replay.method(), replay.point(), primitives, replay.references(), replay.after());
    }
}
