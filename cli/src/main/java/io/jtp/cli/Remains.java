package io.jtp.cli;

import io.jtp.capture.Capture;
import io.jtp.capture.Husk;
import io.jtp.capture.TargetException;
import io.jtp.launch.Stdio;
import java.io.IOException;

/** What becomes of the source process when its program goes on elsewhere. The methods are called in this order. */
sealed interface Remains {

    /** Last preparations, which {@link Rollback} undoes. */
    default void prepare() throws TargetException, IOException {}

    /** When this returns, the source is as it is to be while the program runs elsewhere; if it throws, nobody knows. */
    void commit() throws TargetException, IOException;

    /** {@return what the program's standard streams are joined to} */
    default Stdio stdio() throws IOException {
        return Stdio.ofThisProcess();
    }

    /**
     * Waits until the source process is ended by something else than the methods below.
     *
     * @return false, at once, if the program has nothing to do with that any more
     */
    default boolean awaitLoss() throws IOException {
        return false;
    }

    /** The program has ended, with this exit code. */
    default void end(int exitCode) throws IOException {}

    /** The program's end will not be known. */
    default void abandon() throws IOException {}

    /** A process without a program whose standard streams and exit code carry on. */
    record Frozen(Capture capture, Husk husk) implements Remains {
        @Override
        public void prepare() throws TargetException, IOException {
            capture.trap(husk);
        }

        @Override
        public void commit() throws IOException {
            husk.commit();
            capture.trapBlocked(husk);
        }

        @Override
        public Stdio stdio() throws IOException {
            return new Stdio(husk.stdin(), husk.stdout(), husk.stderr());
        }

        @Override
        public boolean awaitLoss() throws IOException {
            husk.awaitEnd();
            return true;
        }

        @Override
        public void end(int exitCode) throws IOException {
            husk.end(exitCode);
        }

        @Override
        public void abandon() throws IOException {
            husk.close();
        }
    }

    /** No process: it ends at the commit. */
    record Nothing(Source source) implements Remains {
        @Override
        public void commit() throws IOException {
            source.end();
        }
    }

    /** Nothing: the program was in a file, or is a copy of one that is not concerned. */
    record None(Stdio stdio) implements Remains {
        @Override
        public void commit() {
            // nobody runs
        }
    }

    /** The program itself: what runs elsewhere is a copy. */
    record Original(Source source) implements Remains {
        @Override
        public void commit() throws IOException {
            source.target().close();
        }
    }
}
