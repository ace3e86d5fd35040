package io.jtp.cli.batch;

import java.time.Instant;
import java.util.Optional;

/** A program of a batch, as far as the events tell what became of it. To be used under the {@link Batch}'s lock. */
final class Item {

    /** Where it stands. */
    enum State {
        /** To be moved, at first or again. */
        WAITING,
        MOVING,
        /** It goes on at its destination. */
        MOVED,
        ENDED,
        REFUSED,
        FAILED,
        UNCERTAIN,
        GONE
    }

    final int number;
    final Program program;
    private State state = State.WAITING;
    private int attempts;
    private Optional<String> to = Optional.empty();
    private Optional<Instant> lastTry = Optional.empty();
    private boolean beforeHookDone;
    private boolean afterHookDone;
    private Event outcome;

    Item(Event planned) {
        number = planned.item();
        program = Program.of(planned);
        outcome = planned;
    }

    void apply(Event event) {
        switch (event.kind()) {
            case STARTED -> {
                state = State.MOVING;
                attempts = event.number("attempt");
                to = Optional.of(event.text("to"));
            }
            case MOVED -> state = State.MOVED;
            case ENDED -> {
                state = State.ENDED;
                return;
            }
            case REFUSED, FAILED -> {
                boolean over = !Boolean.FALSE.equals(event.fields().get("last"));
                state = !over ? State.WAITING : event.kind() == Event.Kind.REFUSED ? State.REFUSED : State.FAILED;
                lastTry = Optional.of(event.time());
            }
            case UNCERTAIN -> state = State.UNCERTAIN;
            case GONE -> state = State.GONE;
            case HOOK -> {
                if (event.text("when").equals(Hook.AFTER)) {
                    afterHookDone = true;
                } else {
                    beforeHookDone = true;
                }
                return;
            }
            default -> throw new IllegalArgumentException("not about a program: " + event);
        }
        outcome = event;
    }

    State state() {
        return state;
    }

    /** {@return how many attempts have been begun} */
    int attempts() {
        return attempts;
    }

    /** {@return where it is, or was, being moved to} */
    Optional<String> to() {
        return to;
    }

    /** {@return when an attempt ended without success} */
    Optional<Instant> lastTry() {
        return lastTry;
    }

    /** {@return whether the hook before the move has run} */
    boolean beforeHookDone() {
        return beforeHookDone;
    }

    boolean afterHookDone() {
        return afterHookDone;
    }

    /** {@return the last event of its move} */
    Event outcome() {
        return outcome;
    }

    boolean takesRoom() {
        return state == State.MOVING || state == State.MOVED || state == State.ENDED || state == State.UNCERTAIN;
    }
}
