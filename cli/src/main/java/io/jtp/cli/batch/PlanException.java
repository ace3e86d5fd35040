package io.jtp.cli.batch;

/** A plan, or a journal, that cannot be gone by. The message is written for the person who wrote the plan. */
public final class PlanException extends Exception {
    private static final long serialVersionUID = 1L;

    public PlanException(String message) {
        super(message);
    }

    public PlanException(String message, Throwable cause) {
        super(message, cause);
    }
}
