package io.jtp.capture.inside;

/** Nobody uses it, so that whether it is linked tells whether {@link ClassFileTap} has done it. */
public final class NeverLinked {
    private NeverLinked() {}
}
