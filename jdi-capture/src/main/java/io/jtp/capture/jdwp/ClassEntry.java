package io.jtp.capture.jdwp;

/**
 * A loaded class.
 *
 * @param kind as in {@link TypeId}
 * @param id reference type id
 * @param signature descriptor, as JDWP gives it: a hidden class has a dot before its suffix
 * @param status bits of {@code JVMTI_CLASS_STATUS}
 */
public record ClassEntry(byte kind, long id, String signature, int status) {

    private static final int INITIALIZED = 4;
    private static final int ERROR = 8;

    public boolean initialized() {
        return (status & INITIALIZED) != 0;
    }

    /** {@return whether its initialiser has ended with an exception, or it could not be verified} */
    public boolean failed() {
        return (status & ERROR) != 0;
    }
}
