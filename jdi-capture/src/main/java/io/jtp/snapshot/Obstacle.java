package io.jtp.snapshot;

/**
 * One reason why a program cannot be moved now.
 *
 * @param place thread, frame and line, or the path from a root: {@code main frame 2 local 'conn' -> Pool.idle[3] -> Conn.socket}
 * @param problem what is there that cannot travel
 * @param remedy what the user could do
 */
public record Obstacle(String place, String problem, String remedy) {
    @Override
    public String toString() {
        return place + ": " + problem + ". " + remedy;
    }
}
