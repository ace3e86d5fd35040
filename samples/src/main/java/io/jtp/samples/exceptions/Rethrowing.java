package io.jtp.samples.exceptions;

import io.jtp.samples.Here;
import java.io.FileNotFoundException;
import java.io.IOException;

/** Exceptions that are caught, looked at and thrown on: as they are, wrapped, several kinds in one handler, with others lost on the way. */
public final class Rethrowing {
    private Rethrowing() {}

    private static final StringBuilder LOG = new StringBuilder();

    static int trouble(int kind) throws IOException {
        Here.now();
        return switch (kind) {
            case 0 -> 10;
            case 1 -> throw new FileNotFoundException("file " + kind);
            case 2 -> throw new IOException("input");
            case 3 -> 1 / (kind - 3);
            case 4 -> new int[kind - 5].length;
            case 5 ->
                ((Object) "text").equals(LOG)
                        ? 1
                        : (Integer) (Object) "text".repeat(kind).length() / (kind - 5);
            default -> throw new StackOverflowError("made up");
        };
    }

    static int precise(int kind) throws IOException {
        try {
            return 1000 + trouble(kind);
        } catch (final Exception e) {
            LOG.append(e.getClass().getSimpleName()).append(' ');
            throw e;
        } finally {
            LOG.append('f').append(kind).append(' ');
        }
    }

    static String handled(int kind) {
        String result = "";
        try {
            result += precise(kind);
        } catch (FileNotFoundException | ArithmeticException e) {
            result += "either " + e.getMessage();
            try {
                throw new IllegalStateException("wrapped " + result, e);
            } catch (IllegalStateException wrapped) {
                Here.now();
                result = wrapped.getMessage() + " " + (wrapped.getCause() == e);
            }
        } catch (IOException e) {
            result += e;
        } catch (RuntimeException | Error e) {
            result += e.getMessage() + " from " + e.getStackTrace()[0].getMethodName();
        }
        return result;
    }

    static void chained(int depth) throws Exception {
        try {
            if (depth == 0) {
                Here.now();
                throw new IOException("deepest");
            }
            chained(depth - 1);
        } catch (IOException | IllegalStateException e) {
            Exception next =
                    depth % 2 == 0 ? new IllegalStateException("at " + depth, e) : new IOException("at " + depth, e);
            if (depth == 3) {
                Here.now();
            }
            throw next;
        }
    }

    public static void main(String[] args) {
        Here.begin();
        for (int kind = 0; kind < 7; kind++) {
            System.out.println(handled(kind));
        }
        System.out.println(LOG);
        try {
            chained(5);
        } catch (Exception e) {
            for (Throwable at = e; at != null; at = at.getCause()) {
                System.out.print(at.getMessage() + ":" + at.getStackTrace()[0].getLineNumber() + ":"
                        + at.getStackTrace().length + " ");
            }
            System.out.println();
        }
    }
}
