package io.jtp.samples.loaders;

import io.jtp.samples.Here;

/** What {@link Forgotten} makes classes from. */
public final class Made0 extends Template0<String> {
    private final int factor;

    public Made0() {
        factor = Here.now(7);
        kept = "k" + factor;
    }

    @Override
    public int applyAsInt(int value) {
        return super.applyAsInt(value) * factor + kept.length();
    }
}
