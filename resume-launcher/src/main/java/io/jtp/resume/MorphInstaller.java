package io.jtp.resume;

import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.ClassOrigin.ByName;
import io.jtp.snapshot.LoadedClass;
import io.jtp.snapshot.Morphs.MorphClass;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
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

    private final Set<MorphClass> missing = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<LoadedClass> classes;
    private final List<Integer> jdkTypes = new ArrayList<>();
    private Throwable problem;

    MorphInstaller(Instrumentation instrumentation, List<LoadedClass> classes, List<MorphClass> morphs) {
        this.instrumentation = instrumentation;
        this.classes = classes;
        for (BuiltinLoader loader : BuiltinLoader.values()) {
            this.morphs.put(loader, new HashMap<>());
        }
        for (MorphClass morph : morphs) {
            LoadedClass loaded = classes.get(morph.type());
            if (!(loaded.origin() instanceof ByName origin)) {
                throw new IllegalArgumentException("a morph of " + loaded.name() + ", which has no name");
            }
            this.morphs.get(origin.loader()).put(loaded.name(), morph);
            if (origin.loader() != BuiltinLoader.APP) {
                jdkTypes.add(morph.type());
            }
        }
        missing.addAll(morphs);
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
        if (jdkClasses.length > 0) {
            instrumentation.retransformClasses(jdkClasses);
        }
        checkNothingWentWrong();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("classes that were loaded before their morphs could be installed: "
                    + missing.stream()
                            .map(morph -> classes.get(morph.type()).name())
                            .toList());
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
                return null;
            }
            missing.remove(morph);
            Opening.letRead(instrumentation, module);
            return morph.classFile();
        } catch (RuntimeException | Error e) {
            // the JVM would ignore it
            problem = e;
            return null;
        }
    }
}
