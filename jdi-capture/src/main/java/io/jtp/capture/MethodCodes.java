package io.jtp.capture;

import com.sun.jdi.ClassLoaderReference;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.MethodEntry;
import io.jtp.classfile.ClassFile;
import io.jtp.classfile.ClassFileSource;
import io.jtp.classfile.MaskedCode;
import io.jtp.classfile.MethodCode;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.Morphs.WayBack;
import io.jtp.snapshot.Obstacle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The class files' view of methods in the target; each is compared with what the target runs. */
final class MethodCodes {

    private static final String REMEDY =
            "Make sure that the program's class path has the class files that it was started with";

    private final ClassFileSource source;
    private final Function<ReferenceType, Optional<byte[]>> made;
    private final RunningMorphs morphs;
    private final Map<ReferenceType, Optional<ClassFile>> files = new HashMap<>();
    private final Map<Method, Optional<MethodCode>> methods = new HashMap<>();
    private final Map<ReferenceType, Obstacle> obstacles = new HashMap<>();

    /** @param made finds the class files of classes of the program's own loaders, as soon as they are known */
    MethodCodes(ClassFileSource source, Function<ReferenceType, Optional<byte[]>> made, RunningMorphs morphs) {
        this.source = source;
        this.made = made;
        this.morphs = morphs;
    }

    /** {@return what is known of methods that run other code than their class files have} */
    RunningMorphs morphs() {
        return morphs;
    }

    /** {@return the method's code; empty if its class file is missing or another one, see {@link #obstacle}} */
    Optional<MethodCode> find(Method method) {
        if (builtinLoader(method.declaringType()).isEmpty()
                && made.apply(method.declaringType()).isEmpty()) {
            refuse(
                    method.declaringType(),
                    "it was defined by a class loader of the program's own, and its class file was not found");
            return Optional.empty();
        }
        return methods.computeIfAbsent(method, this::read);
    }

    /** {@return whether a class file is the one that a class of the target was defined from} @param running as in {@link #running} */
    boolean isOf(ReferenceType type, byte[] classFile, Map<String, byte[]> running) {
        ClassFile file;
        int methods;
        try {
            file = ClassFile.parse(classFile, source);
            methods = file.node().methods.size();
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return false;
        }
        if (!file.name().replace('/', '.').equals(type.name()) || type.methods().size() != methods) {
            return false;
        }
        boolean morphed = morphs.resumed();
        for (Method method : type.methods()) {
            Optional<MethodCode> code = file.method(method.name(), method.signature());
            boolean emptied = morphed && method.isStaticInitializer();
            boolean same = code.isEmpty()
                    ? method.isAbstract() || method.isNative()
                    : emptied
                            || runs(
                                    method,
                                    running.get(method.name() + method.signature()),
                                    code.get().code());
            if (!same) {
                return false;
            }
        }
        return morphed || hasPool(type.constantPoolCount(), type.constantPool(), classFile);
    }

    /** {@return the byte code of all methods of a class, by name and descriptor} JDI asks for one after the other. */
    static Map<String, byte[]> running(long type, JdwpPipe pipe) throws IOException {
        Map<String, byte[]> codes = new HashMap<>();
        for (MethodEntry method : pipe.ask(Commands.methods(type))) {
            if ((method.modifiers() & (Modifier.ABSTRACT | Modifier.NATIVE)) == 0) {
                pipe.send(
                        Commands.bytecodes(type, method.id()),
                        code -> codes.put(method.name() + method.signature(), code));
            }
        }
        pipe.finish();
        return codes;
    }

    /** {@return whether a class file begins with this constant pool} That of a class that was morphed has more in it. */
    static boolean hasPool(int count, byte[] pool, byte[] classFile) {
        int begin = 10;
        return classFile.length >= begin + pool.length
                && ByteBuffer.wrap(classFile).getChar(8) == count
                && Arrays.equals(pool, 0, pool.length, classFile, begin, begin + pool.length);
    }

    /** {@return why a method of this class was not found} */
    Obstacle obstacle(ReferenceType type) {
        return obstacles.get(type);
    }

    /** Reads ahead what will probably be asked for, so that it takes no time then. */
    void prefetch(List<Location> places) {
        for (Location place : places) {
            if (FrameKind.of(place.method()) == FrameKind.ORDINARY) {
                find(place.method())
                        .filter(code -> morphs.isOriginal(place))
                        .ifPresent(code -> code.stateAt(morphs.originalBci(place)));
            }
        }
    }

    private Optional<MethodCode> read(Method method) {
        Optional<ClassFile> file = files.computeIfAbsent(method.declaringType(), this::parse);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Optional<MethodCode> code = file.get().method(method.name(), method.signature());
        if (code.isEmpty() || !runs(method, method.bytecodes(), code.get().code())) {
            refuse(
                    method.declaringType(),
                    "the class file that was found is not the one that runs: " + method.name() + " differs");
            return Optional.empty();
        }
        if (code.get().hasSubroutines()) {
            refuse(
                    method.declaringType(),
                    "method " + method.name() + " has subroutines (jsr), as compilers before Java 6 made them",
                    "Compile it again, or stop the program outside of it, with --at");
            return Optional.empty();
        }
        return code;
    }

    /** {@return whether a method runs this code of its class file, or the morph that was made from it} */
    private boolean runs(Method method, byte[] running, byte[] original) {
        if (!morphs.hasMorph(method.declaringType())) {
            return Arrays.equals(original, running);
        }
        byte[] masked = MaskedCode.of(running);
        return morphs.find(method)
                .map(way -> Arrays.equals(way.morphCode(), WayBack.digest(masked))
                        && Arrays.equals(way.originalCode(), WayBack.digest(original)))
                .orElseGet(() -> Arrays.equals(MaskedCode.of(original), masked));
    }

    private Optional<ClassFile> parse(ReferenceType type) {
        Optional<BuiltinLoader> loader = builtinLoader(type);
        try {
            Optional<byte[]> bytes = loader.isEmpty()
                    ? made.apply(type)
                    : source.find(type.name().replace('.', '/'), loader.get());
            if (bytes.isEmpty()) {
                refuse(type, "its class file was not found");
            }
            return bytes.map(b -> ClassFile.parse(b, source));
        } catch (UncheckedIOException | IllegalArgumentException e) {
            refuse(type, "its class file cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void refuse(ReferenceType type, String problem) {
        refuse(type, problem, REMEDY);
    }

    private void refuse(ReferenceType type, String problem, String remedy) {
        obstacles.putIfAbsent(type, new Obstacle("class " + type.name(), problem, remedy));
    }

    /** {@return the loader that defined a class, if it is one that every JVM has} */
    static Optional<BuiltinLoader> builtinLoader(ReferenceType type) {
        ClassLoaderReference loader = type.classLoader();
        if (loader == null) {
            return Optional.of(BuiltinLoader.BOOT);
        }
        return switch (loader.referenceType().name()) {
            case "jdk.internal.loader.ClassLoaders$PlatformClassLoader" -> Optional.of(BuiltinLoader.PLATFORM);
            case "jdk.internal.loader.ClassLoaders$AppClassLoader" -> Optional.of(BuiltinLoader.APP);
            default -> Optional.empty();
        };
    }
}
