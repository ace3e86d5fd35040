package io.jtp.resume;

import io.jtp.snapshot.Origin;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Has classes ask a {@link ProgramClock} where they ask {@code System.nanoTime}: those of the program as they are loaded, those of the JDK that are
 * there already by retransformation. Only the constant that names the method's class is another one; all code stays as it is.
 */
final class ClockRedirect implements ClassFileTransformer {

    /**
     * Two clocks that differ by no more than this are one and the same: what lies between two looks at it, once here and once at the source, is
     * measured by the time of day.
     */
    private static final long TOLERANCE = TimeUnit.MILLISECONDS.toNanos(200);

    private static final byte[] ASKED = "java/lang/System".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] METHOD = "nanoTime".getBytes(StandardCharsets.US_ASCII);
    private static final String PATTERN = "io/jtp/resume/ProgramClock";
    private static final String INSTEAD = "java/lang/ProgramClock";
    private static final String AGENT = "io/jtp/";

    /** Once it is installed. */
    private static Class<?> clock;

    /** Nanoseconds that the program's clock is ahead of this JVM's own. */
    private static long ahead;

    private final Instrumentation instrumentation;

    /** The JDK's classes that were there already and ask. */
    private final List<Class<?>> retransformed = new ArrayList<>();

    ClockRedirect(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /**
     * Compares the clocks, and if they differ has the program's go on here, for all classes that are loaded from now on.
     *
     * @param stored whether the program has been in a file: while it was, its clock stood still
     */
    void install(Origin source, boolean stored) throws ReflectiveOperationException, IOException {
        long difference = source.nanoTime() - System.nanoTime();
        long since = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - source.takenAtMillis());
        if (Math.abs(difference + since) > TOLERANCE || stored && since > TOLERANCE) {
            ahead = difference;
            clock = define();
            Internals.UNSAFE.ensureClassInitialized(clock);
            Internals.UNSAFE.putLongVolatile(clock, Internals.offset(clock, "AHEAD"), ahead);
            instrumentation.addTransformer(this, true);
        }
    }

    /** {@return what {@code System.nanoTime} would tell the program now} */
    static long now() {
        return System.nanoTime() + ahead;
    }

    private static Class<?> define() throws ReflectiveOperationException, IOException {
        try (InputStream in = ClassLoader.getSystemResourceAsStream(PATTERN + ".class")) {
            byte[] pattern = in.readAllBytes();
            ConstantPool pool = new ConstantPool(pattern);
            int name = pool.utf8(PATTERN.getBytes(StandardCharsets.US_ASCII));
            int type = 1;
            while (pool.tag(type) != ConstantPool.CLASS || pool.index(type, 0) != name) {
                type++;
            }
            return Internals.LOOKUP
                    .in(System.class)
                    .defineClass(withClock(pattern, pool, pool.contents(type), pool.count()));
        }
    }

    /** {@return the class whose method of this name is to be called} @param declaring that which a reference to the method names */
    static Class<?> owner(Class<?> declaring, String method) {
        return clock != null && declaring == System.class && method.equals("nanoTime") ? clock : declaring;
    }

    /** If it is installed: changes the JDK's classes that are there already. */
    void retransform() throws UnmodifiableClassException, IOException {
        if (clock != null) {
            for (Class<?> type : instrumentation.getAllLoadedClasses()) {
                if (Types.builtin(type.getClassLoader()) != null
                        && type.getModule().isNamed()
                        && instrumentation.isModifiableClass(type)
                        && !type.isHidden()
                        && asks(type)) {
                    retransformed.add(type);
                }
            }
            MorphInstaller.retransform(instrumentation, retransformed.toArray(new Class<?>[0]));
        }
    }

    /** {@return the classes that have been retransformed: the JVM has numbered their constants anew} */
    List<Class<?>> retransformed() {
        return retransformed;
    }

    private static boolean asks(Class<?> type) throws IOException {
        try (InputStream in =
                type.getModule().getResourceAsStream(type.getName().replace('.', '/') + ".class")) {
            return in != null && redirected(in.readAllBytes()) != null;
        }
    }

    @Override
    public byte[] transform(
            Module module,
            ClassLoader loader,
            String className,
            Class<?> classBeingRedefined,
            ProtectionDomain protectionDomain,
            byte[] classFile) {
        if (loader == null && className != null && className.startsWith(AGENT)) {
            // ours measures with the machine's clock
            return null;
        }
        try {
            return redirected(classFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the class file with the other class, or null if it does not ask} */
    private static byte[] redirected(byte[] classFile) throws IOException {
        ConstantPool pool = new ConstantPool(classFile);
        int type = pool.utf8(ASKED);
        int method = pool.utf8(METHOD);
        for (int i = 1; type != 0 && method != 0 && i < pool.count(); i++) {
            if (pool.tag(i) == ConstantPool.METHODREF
                    && pool.index(pool.index(i, 0), 0) == type
                    && pool.index(pool.index(i, 1), 0) == method) {
                return withClock(classFile, pool, pool.contents(i), pool.count() + 1);
            }
        }
        return null;
    }

    /**
     * Adds two constants, a Utf8 with the clock's name and its Class.
     *
     * @param at offset of an index
     * @param index what it becomes: that of one of the two
     */
    private static byte[] withClock(byte[] classFile, ConstantPool pool, int at, int index) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(classFile.length + INSTEAD.length() + 6);
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(classFile, 0, ConstantPool.COUNT);
        out.writeShort(pool.count() + 2);
        out.write(classFile, ConstantPool.COUNT + 2, at - ConstantPool.COUNT - 2);
        out.writeShort(index);
        out.write(classFile, at + 2, pool.end() - at - 2);
        out.writeByte(ConstantPool.UTF8);
        out.writeUTF(INSTEAD);
        out.writeByte(ConstantPool.CLASS);
        out.writeShort(pool.count());
        out.write(classFile, pool.end(), classFile.length - pool.end());
        return bytes.toByteArray();
    }
}
