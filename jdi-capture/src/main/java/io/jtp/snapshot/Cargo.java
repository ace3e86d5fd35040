package io.jtp.snapshot;

/** What travels: a snapshot and the morphs made for it. This is also what a snapshot file holds. */
public record Cargo(Snapshot snapshot, Morphs morphs) {}
