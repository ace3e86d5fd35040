package io.jtp.capture;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.BooleanValue;
import com.sun.jdi.ClassNotLoadedException;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import io.jtp.capture.inside.ClassFileTap;
import io.jtp.capture.inside.NeverLinked;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.WholeArrays;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Has the target's JVM write class files from what it keeps of its classes, by a {@link ClassFileTap} in there.
 *
 * <p>The tap needs an {@code Instrumentation}. It is not loaded through the Attach API, since from JDK 21 on the JVM prints a warning then, but
 * as the JDK loads the agent of an executable jar ({@code Launcher-Agent-Class}). Its class is defined and not put on the boot class path,
 * which makes the JVM print, too. The jar has nothing but the manifest, and is deleted at once.
 */
final class RebuiltClassFiles {

    private static final String TAP = ClassFileTap.class.getName();
    private static final String PROBE = NeverLinked.class.getName();
    private static final String AGENTS = "sun.instrument.InstrumentationImpl";
    private static final String SYSTEM_LOADER = "jdk.internal.loader.ClassLoaders$AppClassLoader";

    /** A call has to return in time; a class takes a millisecond at most. */
    private static final int AT_ONCE = 500;

    private final JdwpPipe pipe;
    private final boolean resumed;
    private final String temporary;
    private boolean defined;
    private boolean open;

    /** Why the tap could not be opened, and in whose invoker: where the program stands now it will not be another time. */
    private InvocationFailedException failure;

    private Invoker failedIn;

    /** Whether this JVM links a class before it writes it; not known yet if empty. */
    private Optional<Boolean> linking = Optional.empty();

    RebuiltClassFiles(Target target) {
        this.pipe = target.pipe();
        this.resumed = target.morphs().resumed();
        this.temporary = target.origin().properties().getOrDefault("java.io.tmpdir", "/tmp");
    }

    /**
     * {@return the class files of classes, null for one that the JVM does not write} They have what the JVM keeps, which need not be all.
     *
     * @param types object ids of {@code Class} in the target
     * @throws InvocationFailedException if this JVM, or this program, does not allow it
     */
    List<byte[]> of(Invoker invoker, long... types) throws InvocationFailedException, IOException {
        open(invoker);
        List<byte[]> classFiles = new ArrayList<>(types.length);
        for (int first = 0; first < types.length; first += AT_ONCE) {
            long[] some = Arrays.copyOfRange(types, first, Math.min(types.length, first + AT_ONCE));
            ArrayReference array = invoker.newArray("java.lang.Class[]", some.length);
            WholeArrays.setElements(pipe, array.uniqueID(), 0, some);
            ObjectReference written = invoker.objectFromStatic(TAP, "of", "([Ljava/lang/Class;)[[B", array);
            for (long each : WholeArrays.elements(pipe, written.uniqueID(), some.length)) {
                classFiles.add(each == 0 ? null : WholeArrays.bytes(pipe, each, pipe.ask(Commands.arrayLength(each))));
            }
        }
        return classFiles;
    }

    /**
     * {@return whether the class file of a class that is not linked can be had only by linking it} For that the class is verified, and its loader
     * asked for other classes, which the program would see. JDK 25 does so, JDK 17 does not.
     *
     * @throws InvocationFailedException as {@link #of}
     */
    boolean links(Invoker invoker) throws InvocationFailedException, IOException {
        if (linking.isEmpty()) {
            open(invoker);
            ObjectReference probe = invoker.objectFromStatic(
                    "java.lang.Class",
                    "forName",
                    "(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;",
                    PROBE,
                    false,
                    null);
            invoker.objectFromStatic(TAP, "of", "(Ljava/lang/Class;)[B", probe);
            linking = Optional.of(pipe.ask(Commands.status(probe.uniqueID())) != 0);
        }
        return linking.get();
    }

    private void open(Invoker invoker) throws InvocationFailedException, IOException {
        if (failure != null && failedIn == invoker) {
            throw failure;
        }
        if (!open) {
            try {
                openTap(invoker);
                open = true;
            } catch (InvocationFailedException e) {
                failure = e;
                failedIn = invoker;
                throw e;
            }
        }
    }

    private void openTap(Invoker invoker) throws InvocationFailedException, IOException {
        VirtualMachine vm = invoker.thread().virtualMachine();
        // it can be there from the last time that jtp attached
        if (!defined && !isLoaded(vm, TAP)) {
            define(invoker, ClassFileTap.class);
            define(invoker, NeverLinked.class);
        }
        defined = true;
        if (((BooleanValue) invoker.callStatic(TAP, "isOpen", "()Z")).value()) {
            return;
        }
        // its transformers would be called; in a program that was moved here the agent is jtp's
        if (isLoaded(vm, AGENTS) && !resumed) {
            throw new InvocationFailedException("the program has loaded an agent of its own", null);
        }
        ObjectReference loader =
                invoker.objectFromStatic("java.lang.ClassLoader", "getSystemClassLoader", "()Ljava/lang/ClassLoader;");
        if (!loader.referenceType().name().equals(SYSTEM_LOADER)) {
            throw new InvocationFailedException("the system class loader is the program's own", null);
        }
        String jar = temporary + "/jtp-" + UUID.randomUUID() + ".jar";
        ObjectReference path = path(invoker, jar);
        write(invoker, path, manifest());
        try {
            invoker.callStatic(AGENTS, "loadAgent", "(Ljava/lang/String;)V", jar);
        } finally {
            invoker.callStatic("java.nio.file.Files", "delete", "(Ljava/nio/file/Path;)V", path);
        }
    }

    private static boolean isLoaded(VirtualMachine vm, String name) {
        return vm.classesByName(name).stream().map(ReferenceType::classLoader).anyMatch(loader -> loader == null);
    }

    private static void define(Invoker invoker, Class<?> type) throws InvocationFailedException, IOException {
        byte[] classFile;
        try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            classFile = in.readAllBytes();
        }
        invoker.objectFrom(
                invoker.staticObject("jdk.internal.misc.Unsafe", "theUnsafe"),
                "defineClass",
                "(Ljava/lang/String;[BIILjava/lang/ClassLoader;Ljava/security/ProtectionDomain;)Ljava/lang/Class;",
                type.getName(),
                bytes(invoker, classFile),
                0,
                classFile.length,
                null,
                null);
    }

    private static ObjectReference path(Invoker invoker, String path) throws InvocationFailedException {
        return invoker.objectFromStatic(
                "java.nio.file.Path",
                "of",
                "(Ljava/lang/String;[Ljava/lang/String;)Ljava/nio/file/Path;",
                path,
                invoker.array("java.lang.String[]"));
    }

    private static void write(Invoker invoker, ObjectReference path, byte[] content) throws InvocationFailedException {
        invoker.type("java.nio.file.StandardOpenOption");
        ArrayReference options = invoker.array(
                "java.nio.file.OpenOption[]",
                invoker.staticObject("java.nio.file.StandardOpenOption", "CREATE_NEW"),
                invoker.staticObject("java.nio.file.StandardOpenOption", "WRITE"));
        invoker.callStatic(
                "java.nio.file.Files",
                "write",
                "(Ljava/nio/file/Path;[B[Ljava/nio/file/OpenOption;)Ljava/nio/file/Path;",
                path,
                bytes(invoker, content),
                options);
    }

    private static ArrayReference bytes(Invoker invoker, byte[] content) throws InvocationFailedException {
        ArrayReference array = invoker.newArray("byte[]", content.length);
        List<Value> values = new ArrayList<>(content.length);
        for (byte each : content) {
            values.add(array.virtualMachine().mirrorOf(each));
        }
        try {
            array.setValues(values);
        } catch (InvalidTypeException | ClassNotLoadedException e) {
            throw new InvocationFailedException("cannot fill a byte[] in the target: " + e.getMessage(), e);
        }
        return array;
    }

    private static byte[] manifest() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Launcher-Agent-Class", TAP);
        attributes.putValue("Can-Retransform-Classes", "true");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.flush();
        }
        return bytes.toByteArray();
    }
}
