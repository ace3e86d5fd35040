package io.jtp.resume;

/** What {@code Origin.objectLayout} is for the JVMs that tests start on this machine. */
public final class ObjectLayout {

    public static final String HERE = constant("ARRAY_OBJECT_INDEX_SCALE") + "/" + constant("ARRAY_BYTE_BASE_OFFSET");

    private ObjectLayout() {}

    private static Object constant(String name) {
        try {
            return Class.forName("sun.misc.Unsafe").getField(name).get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
