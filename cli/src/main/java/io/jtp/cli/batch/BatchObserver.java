package io.jtp.cli.batch;

/** Hears what happens in a batch, one event at a time. */
public interface BatchObserver {

    /** It is in the journal already. */
    void happened(Event event);

    /** The same of what had happened before this process went on with the batch. */
    default void hadHappened(Event event) {}
}
