package io.jtp.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What has to be given back when a teleport ends before its commit, by whatever means, a signal to this process included.
 *
 * <p>Thread-safe: a signal comes on a thread of its own.
 */
final class Rollback {

    /** Something to be done, that may fail. */
    interface Action {
        void run() throws Exception;
    }

    private final Deque<Action> actions = new ArrayDeque<>();
    private final Thread hook = new Thread(this::giveBack, "jtp rollback");
    private Exception failure;
    private boolean ending;

    Rollback() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Adds something that is done after all that was added earlier. */
    synchronized void add(Action action) {
        actions.add(action);
    }

    /**
     * From now on nothing of what was added is given back.
     *
     * @return false if everything has been given back already, because this process is being ended
     */
    synchronized boolean commit() {
        actions.clear();
        return !ending;
    }

    /**
     * Gives everything back, also what comes after a failure.
     *
     * @return the first failure, with the others suppressed
     */
    Optional<Exception> undo() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is ending: the hook is at it, or comes when this is done
            synchronized (this) {
                ending = true;
            }
        }
        giveBack();
        synchronized (this) {
            return Optional.ofNullable(failure);
        }
    }

    private synchronized void giveBack() {
        ending |= Thread.currentThread() == hook;
        while (!actions.isEmpty()) {
            try {
                actions.remove().run();
            } catch (Exception e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
    }

    /** {@return whether this process is being ended by a signal} */
    synchronized boolean ending() {
        return ending;
    }
}
