package io.jtp.resume;

import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.ClassOrigin.ByName;
import io.jtp.snapshot.ClassOrigin.Defined;
import io.jtp.snapshot.LoadedClass;
import io.jtp.snapshot.Morphs;
import io.jtp.snapshot.Morphs.MorphClass;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts morphs in the place of original class files: those of the program as its classes are loaded, those of the JDK by
 * retransformation. It has to be installed before the first class of the program is loaded.
 */
final class MorphInstaller implements ClassFileTransformer {

    private final Instrumentation instrumentation;

    /** By defining loader, then by name. */
    private final Map<BuiltinLoader, Map<String, MorphClass>> morphs = new EnumMap<>(BuiltinLoader.class);

    /** As long as the program's class loaders are not to be asked, by type. */
    private Map<Integer, MorphClass> guards = new HashMap<>();

    private final Map<Integer, MorphClass> byType = new HashMap<>();
    private final Set<MorphClass> missing = Collections.newSetFromMap(new IdentityHashMap<>());
    /** Class files of guarded classes of the program's own loaders. */
    private final Map<Class<?>, byte[]> unguarded = new IdentityHashMap<>();

    private final List<LoadedClass> classes;
    private final List<Integer> jdkTypes = new ArrayList<>();
    private Throwable problem;

    /** @param guards see {@link Morphs#guards} */
    MorphInstaller(
            Instrumentation instrumentation,
            List<LoadedClass> classes,
            List<MorphClass> morphs,
            List<MorphClass> guards) {
        this.instrumentation = instrumentation;
        this.classes = classes;
        guards.forEach(guard -> this.guards.put(guard.type(), guard));
        for (BuiltinLoader loader : BuiltinLoader.values()) {
            this.morphs.put(loader, new HashMap<>());
        }
        for (MorphClass morph : morphs) {
            LoadedClass loaded = classes.get(morph.type());
            byType.put(morph.type(), morph);
            if (loaded.origin() instanceof ByName origin) {
                put(origin, morph);
                missing.add(morph);
            } else if (!(loaded.origin() instanceof Defined)) {
                throw new IllegalArgumentException("a morph of " + loaded.name() + ", which has no name");
            }
        }
        for (MorphClass guard : guards) {
            if (!byType.containsKey(guard.type()) && classes.get(guard.type()).origin() instanceof ByName origin) {
                put(origin, new MorphClass(guard.type(), null, List.of()));
            }
        }
    }

    private void put(ByName origin, MorphClass morph) {
        morphs.get(origin.loader()).put(classes.get(morph.type()).name(), morph);
        if (origin.loader() != BuiltinLoader.APP) {
            jdkTypes.add(morph.type());
        }
    }

    /** {@return what to define a class of the program's own loader from} @param original its class file */
    byte[] classFile(int type, byte[] original) {
        MorphClass morph = guards.getOrDefault(type, byType.get(type));
        return morph == null ? original : morph.classFile();
    }

    /** Takes the guards out: from now on the program's class loaders are asked. */
    void unguard(Types types) throws UnmodifiableClassException {
        if (!guards.isEmpty()) {
            List<Class<?>> guarded = new ArrayList<>();
            for (int type : guards.keySet()) {
                guarded.add(types.type(type));
                guarded(types.type(type), type);
            }
            guards = Map.of();
            retransform(instrumentation, guarded.toArray(new Class<?>[0]));
            checkNothingWentWrong();
        }
    }

    private void guarded(Class<?> type, int number) {
        if (classes.get(number).origin() instanceof Defined origin) {
            MorphClass morph = byType.get(number);
            unguarded.put(type, morph == null ? origin.classFile() : morph.classFile());
        }
    }

    void install() {
        instrumentation.addTransformer(this, true);
    }

    /** Retransforms the JDK's classes, then checks that each morph is in its place. */
    void retransform(Types types) throws Exception {
        Class<?>[] jdkClasses = new Class<?>[jdkTypes.size()];
        for (int i = 0; i < jdkClasses.length; i++) {
            jdkClasses[i] = types.type(jdkTypes.get(i));
            Opening.letRead(instrumentation, jdkClasses[i].getModule());
        }
        retransform(instrumentation, jdkClasses);
        checkNothingWentWrong();
        if (!missing.isEmpty()) {
            List<String> names = new ArrayList<>();
            missing.forEach(morph -> names.add(classes.get(morph.type()).name()));
            throw new IllegalStateException(
                    "classes that were loaded before their morphs could be installed: " + names);
        }
    }

    /** The JVM says why it does not put other class files in place, but not which. */
    static void retransform(Instrumentation instrumentation, Class<?>... types) throws UnmodifiableClassException {
        if (types.length == 0) {
            return;
        }
        try {
            instrumentation.retransformClasses(types);
        } catch (UnsupportedOperationException | LinkageError e) {
            throw new IllegalStateException(e.getMessage() + ", in one of " + Arrays.toString(types), e);
        }
    }

    /** To be called when no class will be retransformed any more, for that would turn a morph into the original again. */
    void uninstall() {
        instrumentation.removeTransformer(this);
        checkNothingWentWrong();
    }

    private void checkNothingWentWrong() {
        if (problem != null) {
            throw new IllegalStateException("a class could not be replaced by its morph", problem);
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
        try {
            BuiltinLoader builtin = Types.builtin(loader);
            MorphClass morph = builtin == null ? null : morphs.get(builtin).get(className);
            if (morph == null) {
                return builtin == null ? unguarded.get(classBeingRedefined) : null;
            }
            missing.remove(morph);
            Opening.letRead(instrumentation, module);
            return guards.getOrDefault(morph.type(), morph).classFile();
        } catch (RuntimeException | Error e) {
            // the JVM would ignore it
            problem = e;
            return null;
        }
    }
}
