package io.jtp.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** What jtp's exit codes mean. After a move that it bridged to the program's end, it ends with the program's own. */
final class ExitCode {
    static final int DONE = 0;
    static final int BUG = 1;
    static final int USAGE = 2;
    static final int REFUSED = 3;
    static final int ROLLED_BACK = 4;
    static final int FAILED_AFTER_COMMIT = 5;

    /** {@return code and meaning, for help texts} */
    static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        meanings.put("" + DONE, "done; after a move, the exit code of the program itself");
        meanings.put("" + BUG, "a bug of jtp");
        meanings.put("" + USAGE, "wrong usage, or a target that cannot be one");
        meanings.put("" + REFUSED, "refused: the program cannot be moved as it stands, and runs on");
        meanings.put("" + ROLLED_BACK, "failed before the program was handed over; it runs on where it was");
        meanings.put("" + FAILED_AFTER_COMMIT, "failed after that; the path of the snapshot is printed");
        return meanings;
    }

    private ExitCode() {}
}
