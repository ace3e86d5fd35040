package io.jtp.capture.heap;

/** Decides about some classes what is done with their objects. */
@FunctionalInterface
interface Policy {
    /** {@return what to do, or null if this policy does not know the class} */
    Treatment decide(TargetType type);
}
