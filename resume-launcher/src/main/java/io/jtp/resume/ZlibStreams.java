package io.jtp.resume;

import io.jtp.snapshot.NativePart.Deflation;
import io.jtp.snapshot.NativePart.Inflation;
import java.lang.invoke.MethodType;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import jdk.internal.misc.Unsafe;

/** Gives inflaters and deflaters a zlib stream of this process. Their cleaners know where its address is. */
final class ZlibStreams {

    private static final Unsafe UNSAFE = Internals.UNSAFE;

    /** The shortest deflated data there is. */
    private static final byte[] NOTHING = {3, 0};

    private ZlibStreams() {}

    static void make(Inflater inflater, Inflation inflation) throws Throwable {
        long stream;
        if (inflation.finished()) {
            stream = finished();
        } else {
            stream = inflate(inflation.headers());
        }
        give(Inflater.class, inflater, stream);
    }

    /** {@return a stream that has come to its end, taken from an inflater that is then as if it had been ended} */
    @SuppressWarnings("resource")
    private static long finished() throws DataFormatException {
        Inflater used = new Inflater(true);
        used.setInput(NOTHING);
        used.inflate(new byte[1]);
        if (!used.finished()) {
            throw new IllegalStateException("an inflater could not be brought to its end");
        }
        Object reference = UNSAFE.getReference(used, Internals.offset(Inflater.class, "zsRef"));
        long stream = UNSAFE.getLong(reference, Internals.offset(reference.getClass(), "address"));
        UNSAFE.putLong(reference, Internals.offset(reference.getClass(), "address"), 0);
        return stream;
    }

    /** {@return the address of a new stream} */
    static long inflate(boolean headers) throws Throwable {
        return (long) Internals.LOOKUP
                .findStatic(Inflater.class, "init", MethodType.methodType(long.class, boolean.class))
                .invoke(!headers);
    }

    static void make(Deflater deflater, Deflation deflation) throws Throwable {
        give(Deflater.class, deflater, deflate(deflater, deflation.headers()));
    }

    /** {@return the address of a new stream} */
    static long deflate(Deflater deflater, boolean headers) throws Throwable {
        int level = UNSAFE.getInt(deflater, Internals.offset(Deflater.class, "level"));
        int strategy = UNSAFE.getInt(deflater, Internals.offset(Deflater.class, "strategy"));
        return (long) Internals.LOOKUP
                .findStatic(
                        Deflater.class, "init", MethodType.methodType(long.class, int.class, int.class, boolean.class))
                .invoke(level, strategy, !headers);
    }

    /** @param type the class that declares the reference to what has the address */
    static void give(Class<?> type, Object object, long stream) {
        Object reference = UNSAFE.getReference(object, Internals.offset(type, "zsRef"));
        UNSAFE.putLong(reference, Internals.offset(reference.getClass(), "address"), stream);
    }
}
