package io.jtp.samples.harness;

/** How a run with a move in it compares with one without. All but {@link #WRONG} are honest. */
public enum Verdict {
    /** It was moved, and nobody who only sees its output and exit code can tell. */
    EQUAL,
    /** The tool declined, and the program ran on to the same end. */
    REFUSED,
    /** It failed half way, and the program ran on to the same end. */
    ROLLED_BACK,
    /** It ended, as it should, before it came to where it was to be moved. */
    ENDED_BEFORE,
    /** Anything else: other output, another exit code, a hang, a lost program. */
    WRONG
}
