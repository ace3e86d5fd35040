package io.jtp.samples.harness;

/** How a run with a move in it compares with one without. All but the last are honest. */
public enum Verdict {
    /** It was moved, and nobody who only sees its output and exit code can tell. */
    EQUAL,
    /** The tool declined, and the program ran on to the same end. */
    REFUSED,
    /** It failed half way, and the program ran on to the same end. */
    ROLLED_BACK,
    /** Anything else: other output, another exit code, a hang, a lost program. */
    WRONG
}
