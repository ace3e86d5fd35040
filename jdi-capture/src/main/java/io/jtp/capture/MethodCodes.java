package io.jtp.capture;

import com.sun.jdi.ClassLoaderReference;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import io.jtp.classfile.ClassFile;
import io.jtp.classfile.ClassFileSource;
import io.jtp.classfile.MaskedCode;
import io.jtp.classfile.MethodCode;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.Morphs.WayBack;
import io.jtp.snapshot.Obstacle;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The class files' view of methods in the target; each is compared with what the target runs. */
final class MethodCodes {

    private static final String REMEDY =
            "Make sure that the program's class path has the class files that it was started with";

    private final ClassFileSource source;
    private final RunningMorphs morphs;
    private final Map<ReferenceType, Optional<ClassFile>> files = new HashMap<>();
    private final Map<Method, Optional<MethodCode>> methods = new HashMap<>();
    private final Map<ReferenceType, Obstacle> obstacles = new HashMap<>();

    MethodCodes(ClassFileSource source, RunningMorphs morphs) {
        this.source = source;
        this.morphs = morphs;
    }

    /** {@return what is known of methods that run other code than their class files have} */
    RunningMorphs morphs() {
        return morphs;
    }

    /** {@return the method's code; empty if its class file is missing or another one, see {@link #obstacle}} */
    Optional<MethodCode> find(Method method) {
        return methods.computeIfAbsent(method, this::read);
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
        if (code.isEmpty() || !runs(method, code.get().code())) {
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
    private boolean runs(Method method, byte[] original) {
        byte[] running = method.bytecodes();
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
        if (loader.isEmpty()) {
            refuse(type, "it was loaded by a class loader of the program's own");
            return Optional.empty();
        }
        try {
            Optional<byte[]> bytes = source.find(type.name().replace('.', '/'), loader.get());
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
