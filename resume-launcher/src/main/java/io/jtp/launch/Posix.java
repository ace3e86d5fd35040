package io.jtp.launch;

/** What a POSIX shell understands. */
final class Posix {

    private Posix() {}

    /** {@return one word that the shell reads as exactly this text} */
    static String quote(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "a command line cannot hold the character NUL: " + text.replace('\0', '?'));
        }
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /**
     * {@return the exit code that a shell reports for a process that was killed by this signal}
     *
     * @param name as in RFC 4254 6.10, without SIG
     */
    static int exitCodeOfSignal(String name) {
        return 128
                + switch (name) {
                    case "HUP" -> 1;
                    case "INT" -> 2;
                    case "QUIT" -> 3;
                    case "ILL" -> 4;
                    case "ABRT" -> 6;
                    case "FPE" -> 8;
                    case "KILL" -> 9;
                    case "USR1" -> 10;
                    case "SEGV" -> 11;
                    case "USR2" -> 12;
                    case "PIPE" -> 13;
                    case "ALRM" -> 14;
                    case "TERM" -> 15;
                    // the protocol has no name for the others (SIGBUS, ...), so their numbers are not known
                    default -> 0;
                };
    }
}
