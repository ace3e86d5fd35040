package io.jtp.samples.initialisers;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Initialisers that fail, before the move and after it: those who need the classes are told as always. */
public final class FailingInitialiser {
    private FailingInitialiser() {}

    static final class Broken {
        static int before = 1;
        static final int VALUE = compute();

        static int compute() {
            Here.now();
            if (before > 0) {
                throw new IllegalStateException("broken " + before);
            }
            return before;
        }
    }

    static class Above {
        static final List<String> LOG = new ArrayList<>(List.of("above"));

        static int length() {
            return LOG.size();
        }
    }

    /** An exception without a message, with a cause. */
    static final class Below extends Above {
        static final int VALUE = fail(new IllegalArgumentException(new RuntimeException("deep")));

        static int fail(RuntimeException exception) {
            LOG.add("below");
            throw exception;
        }
    }

    /** Errors come through as they are. */
    static class Wrong {
        static final Integer VALUE = wrong();

        static Integer wrong() {
            throw new AssertionError("wrong");
        }
    }

    /** Has no initialiser of its own. */
    static final class UnderWrong extends Wrong {
        static int value;
    }

    private static final List<Throwable> CAUSES = new ArrayList<>();

    private interface Use {
        int value();
    }

    static int value(String round, Use use) {
        try {
            return 3 * (2 + use.value());
        } catch (ExceptionInInitializerError e) {
            System.out.println(round + " " + e.getCause() + " at "
                    + e.getCause().getStackTrace()[1].getMethodName());
        } catch (NoClassDefFoundError e) {
            Throwable cause = e.getCause();
            System.out.println(round + " " + e.getMessage() + ": " + cause + ", caused by " + cause.getCause() + ", "
                    + cause.getSuppressed().length + ", at " + Arrays.toString(cause.getStackTrace()));
            int known = 0;
            for (Throwable each : CAUSES) {
                known += each == cause ? 1 : 0;
            }
            CAUSES.add(cause);
            System.out.println(known + " times before");
        } catch (AssertionError e) {
            System.out.println(round + " " + e);
        }
        return -1;
    }

    public static void main(String[] args) {
        Here.begin();
        for (int i = 0; i < 4; i++) {
            String round = "round " + i;
            int sum = value(round, () -> Broken.VALUE) + value(round, () -> Below.VALUE);
            if (i != 1) {
                sum += value(round, () -> UnderWrong.value) + value(round, () -> Wrong.VALUE);
            }
            System.out.println(sum + " " + Above.length() + " " + Here.now(round));
        }
    }
}
