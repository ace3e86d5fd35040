package io.jtp.cli;

import io.jtp.capture.TargetException;
import io.jtp.launch.LaunchException;
import io.jtp.snapshot.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Something that is done to a program in steps: tells what it is doing, and when it fails undoes what it has done, and says what became of
 * the program. Good for one.
 */
final class Undertaking {

    /** What is done. */
    interface Steps<T> {
        T run()
                throws RefusedException, TeleportException, TargetException, LaunchException, IOException,
                        InterruptedException;
    }

    private final PhaseClock clock;
    private final Rollback rollback = new Rollback();
    private final String unharmed;
    private BooleanSupplier sourceHasEnded = () -> false;
    private Supplier<String> left;
    private Supplier<Path> snapshot;

    /** @param unharmed what to say of the program when it failed and everything is undone */
    Undertaking(TeleportObserver observer, String unharmed) {
        this.clock = new PhaseClock(observer);
        this.unharmed = "\njtp: " + unharmed;
    }

    PhaseClock clock() {
        return clock;
    }

    Rollback rollback() {
        return rollback;
    }

    /** @param hasEnded tells whether the program's process is known to have ended, when the connection to it is lost */
    void source(BooleanSupplier hasEnded) {
        sourceHasEnded = hasEnded;
    }

    /**
     * From now on a failure cannot be undone.
     *
     * @param snapshotFile tells where the program is, null if it is known to run
     * @param notBrought tells what else was left where
     */
    void committed(Supplier<Path> snapshotFile, Supplier<String> notBrought) {
        snapshot = snapshotFile;
        left = notBrought;
    }

    /**
     * Does it.
     *
     * @throws RefusedException if the program cannot be captured as it stands; it goes on where it was
     * @throws TeleportException if it failed; what became of the program is in its kind
     */
    <T> T run(Steps<T> steps) throws RefusedException, TeleportException, InterruptedException {
        Exception failure = null;
        try {
            return steps.run();
        } catch (TargetException | LaunchException | IOException e) {
            failure = explained(e);
            throw (TeleportException) failure;
        } catch (RefusedException | TeleportException | InterruptedException | RuntimeException e) {
            failure = e;
            throw e;
        } finally {
            Optional<Exception> notUndone = rollback.undo();
            if (notUndone.isPresent() && failure != null) {
                failure.addSuppressed(notUndone.get());
            }
        }
    }

    private TeleportException explained(Exception e) {
        String what = "failed while " + clock.phase().phrase() + ": " + e.getMessage();
        if (left != null) {
            return TeleportException.afterCommit(what + left.get(), snapshot.get(), e);
        }
        if (rollback.ending()) {
            return TeleportException.rolledBack(
                    "interrupted while " + clock.phase().phrase(), e);
        }
        if (e instanceof LaunchException launch && launch.kind() == LaunchException.Kind.USAGE) {
            return TeleportException.usage(e.getMessage(), e);
        }
        if (e instanceof TargetException target) {
            return switch (target.reason()) {
                case NOT_FOUND, UNSUITABLE -> TeleportException.usage(e.getMessage(), e);
                case BUSY -> TeleportException.rolledBack(e.getMessage(), e);
                case ENDED -> ended(e);
                case LOST ->
                    sourceHasEnded.getAsBoolean() ? ended(e) : TeleportException.rolledBack(what + unharmed, e);
            };
        }
        return TeleportException.rolledBack(what + unharmed, e);
    }

    private TeleportException ended(Exception e) {
        return TeleportException.rolledBack(
                "the program ended by itself before it could be moved, while "
                        + clock.phase().phrase(),
                e);
    }
}
