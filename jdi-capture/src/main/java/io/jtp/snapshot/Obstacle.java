package io.jtp.snapshot;

import java.util.List;

/**
 * One reason why a program cannot be moved now.
 *
 * @param place thread, frame and line, or the path from a root: {@code main frame 2 local 'conn' -> Pool.idle[3] -> Conn.socket}
 * @param problem what is there that cannot travel
 * @param remedy what the user could do
 * @param outside if it passes by itself: how many frames of the main thread, counted from the outermost, are outside of it; once the next
 *     one has returned (if these are all: an instruction later) it can be tried again. {@link #STAYS} otherwise
 */
public record Obstacle(String place, String problem, String remedy, int outside) {

    /** It is there until the program does something about it. */
    public static final int STAYS = -1;

    /** It has nothing to do with frames, and can have passed an instruction later. */
    public static final int PASSES = Integer.MAX_VALUE;

    /** An obstacle that stays. */
    public Obstacle(String place, String problem, String remedy) {
        this(place, problem, remedy, STAYS);
    }

    /** {@return how many frames are outside of all of them; {@link #STAYS} if one of them stays} */
    public static int outside(List<Obstacle> obstacles) {
        return obstacles.stream().mapToInt(Obstacle::outside).min().orElse(STAYS);
    }

    @Override
    public String toString() {
        return place + ": " + problem + ". " + remedy;
    }
}
