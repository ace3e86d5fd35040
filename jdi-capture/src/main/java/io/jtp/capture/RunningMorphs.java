package io.jtp.capture;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.Field;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import io.jtp.capture.TargetException.Reason;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.WholeArrays;
import io.jtp.classfile.MaskedCode;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.KeptClassFiles;
import io.jtp.snapshot.Morphs.StandIn;
import io.jtp.snapshot.Morphs.WayBack;
import io.jtp.snapshot.SnapshotFormatException;
import io.jtp.snapshot.WaysBack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The morphs in a target whose program was moved there: which of its methods run other code than their class files have, and which
 * instruction of the original each instruction of theirs stands for. In a target where the program was started there are none.
 */
final class RunningMorphs {

    static final RunningMorphs NONE = new RunningMorphs(new WaysBack(List.of()), false);

    private static final String REPLAY = "io.jtp.resume.Replay";
    private static final String WAYS_BACK = "waysBack";
    private static final String CLASS_FILES = "classFiles";

    private final boolean resumed;

    private final Set<ClassKey> classes = new HashSet<>();

    /** Several only where several loaders of the program have a class of the same name. */
    private final Map<MethodKey, List<WayBack>> ways = new HashMap<>();

    private record ClassKey(String name, Optional<BuiltinLoader> loader) {}

    private record MethodKey(ClassKey type, String name, String descriptor) {}

    RunningMorphs(WaysBack waysBack, boolean resumed) {
        this.resumed = resumed;
        for (WaysBack.OfClass type : waysBack.classes()) {
            ClassKey key = new ClassKey(type.name(), type.loader());
            classes.add(key);
            for (WayBack way : type.methods()) {
                ways.computeIfAbsent(new MethodKey(key, way.method(), way.descriptor()), k -> new ArrayList<>(1))
                        .add(way);
            }
        }
    }

    /**
     * Asks the agent in the target, if there is one, for what it keeps.
     *
     * @throws TargetException if it is of another version of jtp
     */
    static RunningMorphs read(VirtualMachine vm, JdwpPipe pipe) throws TargetException, IOException {
        for (ReferenceType type : vm.classesByName(REPLAY)) {
            Field field = type.fieldByName(WAYS_BACK);
            if (type.classLoader() == null && type.isInitialized()) {
                if (field == null || !(type.getValue(field) instanceof ArrayReference array)) {
                    throw new TargetException(
                            Reason.UNSUITABLE,
                            "The program was moved here by a version of jtp that could not move it again");
                }
                try {
                    return new RunningMorphs(
                            WaysBack.decode(WholeArrays.bytes(pipe, array.uniqueID(), array.length())), true);
                } catch (SnapshotFormatException e) {
                    throw new TargetException(Reason.UNSUITABLE, "Cannot move on: " + e.getMessage(), e);
                }
            }
        }
        return NONE;
    }

    /** {@return the class files that the agent in the target keeps, by internal name} Several where several loaders have that name. */
    static Map<String, List<byte[]>> classFiles(VirtualMachine vm, JdwpPipe pipe) throws IOException {
        for (ReferenceType type : vm.classesByName(REPLAY)) {
            Field field = type.fieldByName(CLASS_FILES);
            if (type.classLoader() == null
                    && field != null
                    && type.isInitialized()
                    && type.getValue(field) instanceof ArrayReference array) {
                return KeptClassFiles.decode(WholeArrays.bytes(pipe, array.uniqueID(), array.length()));
            }
        }
        return Map.of();
    }

    /** {@return whether the program has been moved to this JVM} */
    boolean resumed() {
        return resumed;
    }

    /** {@return whether methods of this class run other code than its class file has} */
    boolean hasMorph(ReferenceType type) {
        return key(type).filter(classes::contains).isPresent();
    }

    /** {@return how a method leads back to its original; empty if it runs as its class file has it} */
    Optional<WayBack> find(Method method) {
        List<WayBack> found = key(method.declaringType())
                .map(key -> ways.getOrDefault(new MethodKey(key, method.name(), method.signature()), List.of()))
                .orElse(List.of());
        // classes of one name in several loaders of the program are told apart by their code; not all of them need have
        // a morph
        return key(method.declaringType()).flatMap(ClassKey::loader).isPresent()
                ? found.stream().findFirst()
                : found.stream()
                        .filter(way ->
                                Arrays.equals(way.morphCode(), WayBack.digest(MaskedCode.of(method.bytecodes()))))
                        .findFirst();
    }

    private Optional<ClassKey> key(ReferenceType type) {
        if (classes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ClassKey(type.name().replace('.', '/'), MethodCodes.builtinLoader(type)));
    }

    /** {@return whether an instruction stands for one of the program's own, and is not merely there to lead to one} */
    boolean isOriginal(Location location) {
        Optional<WayBack> way = find(location.method());
        return way.isEmpty() || Arrays.binarySearch(way.get().morph(), (int) location.codeIndex()) >= 0;
    }

    /**
     * {@return the offset of an instruction in the original method}
     *
     * @throws IllegalArgumentException if it is not {@link #isOriginal}
     */
    int originalBci(Location location) {
        int bci = (int) location.codeIndex();
        Optional<WayBack> way = find(location.method());
        if (way.isEmpty()) {
            return bci;
        }
        int found = Arrays.binarySearch(way.get().morph(), bci);
        if (found < 0) {
            throw new IllegalArgumentException(location + " at " + bci + " stands for nothing in the original");
        }
        return way.get().original()[found];
    }

    /** {@return the slot where a frame that stands at this call keeps what will take the place of the object that is made there} */
    OptionalInt standIn(Location location) {
        return find(location.method()).map(WayBack::standIns).orElse(List.of()).stream()
                .filter(standIn -> standIn.call() == location.codeIndex())
                .mapToInt(StandIn::slot)
                .findFirst();
    }

    /** {@return all instructions that stand for the original one at this offset} */
    List<Location> standingFor(Method method, int originalBci) {
        Optional<WayBack> way = find(method);
        if (way.isEmpty()) {
            return List.of(method.locationOfCodeIndex(originalBci));
        }
        List<Location> locations = new ArrayList<>();
        for (int i = 0; i < way.get().original().length; i++) {
            if (way.get().original()[i] == originalBci) {
                locations.add(method.locationOfCodeIndex(way.get().morph()[i]));
            }
        }
        return locations;
    }
}
