package io.jtp.snapshot;

import java.util.List;

/** The program cannot be moved, for all of these reasons; nothing was changed and it runs on. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Obstacle> obstacles;

    public RefusedException(List<Obstacle> obstacles) {
        super(obstacles.size() + (obstacles.size() == 1 ? " obstacle" : " obstacles"));
        this.obstacles = List.copyOf(obstacles);
    }

    /** {@return all that stands in the way, never empty} */
    public List<Obstacle> obstacles() {
        return obstacles;
    }
}
