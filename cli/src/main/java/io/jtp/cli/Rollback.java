package io.jtp.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What has to be given back when a teleport ends, by whatever means, a signal to this process included: first on the side of the
 * source, as its program stands still, then on that of the destination; on either side what came last goes first.
 *
 * <p>Thread-safe: a signal comes on a thread of its own.
 */
final class Rollback {

    /** Something to be done, that may fail. */
    interface Action {
        void run() throws Exception;
    }

    private final Deque<Action> source = new ArrayDeque<>();
    private final Deque<Action> destination = new ArrayDeque<>();
    private final Thread hook = new Thread(this::undoAtExit, "jtp rollback");
    private Exception failure;
    private boolean ending;

    Rollback() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    synchronized void atSource(Action action) {
        source.push(action);
    }

    synchronized void atDestination(Action action) {
        destination.push(action);
    }

    /**
     * From now on the source is not given back, but treated by this.
     *
     * @return false if it has been given back already, because this process is being ended by a signal
     */
    synchronized boolean commit(Action action) {
        if (ending) {
            return false;
        }
        source.clear();
        source.push(action);
        return true;
    }

    /** {@return whether this process is being ended by a signal} */
    synchronized boolean ending() {
        return ending;
    }

    /**
     * Does everything, also what comes after a failure. Done once only.
     *
     * @return the first failure, with the others suppressed
     */
    Optional<Exception> undo() {
        giveBack();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is ending: the hook finds nothing left to do
            signalled();
        }
        synchronized (this) {
            return Optional.ofNullable(failure);
        }
    }

    private void undoAtExit() {
        signalled();
        giveBack();
    }

    private synchronized void signalled() {
        ending = true;
    }

    private synchronized void giveBack() {
        drain(source);
        drain(destination);
    }

    private void drain(Deque<Action> actions) {
        while (!actions.isEmpty()) {
            try {
                actions.pop().run();
            } catch (Exception e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
    }
}
