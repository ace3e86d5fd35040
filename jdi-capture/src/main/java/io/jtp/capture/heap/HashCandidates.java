package io.jtp.capture.heap;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Chooses the objects whose identity hash the program may have seen, in a hash table or printed: those whose {@code hashCode} is
 * {@code Object}'s or calls it, and the arrays that can be keys. If there is an {@code IdentityHashMap}, every object can be a key of it.
 */
final class HashCandidates {

    /** Parts of JDK collections that never leave them. */
    private static final Set<String> INTERNAL = Set.of(
            "java/util/LinkedList$Node",
            "java/util/concurrent/locks/AbstractQueuedSynchronizer$Node",
            "java/util/concurrent/ConcurrentLinkedQueue$Node",
            "java/util/concurrent/LinkedBlockingQueue$Node");

    private enum HashCode {
        INHERITED,
        OF_IDENTITY,
        OF_CONTENTS
    }

    private final TargetClasses classes;
    private final HeapWalk walk;
    private final Map<TargetType, HashCode> declared = new HashMap<>();

    HashCandidates(TargetClasses classes, HeapWalk walk) {
        this.classes = classes;
        this.walk = walk;
    }

    /** {@return indices of captured objects} */
    int[] find() {
        boolean any = false;
        for (CapturedType type : walk.captured()) {
            any |= type.type.isA("java/util/IdentityHashMap") && type.store != null && !type.store.objects.isEmpty();
        }
        IntList found = new IntList();
        // those that are found at the destination, such as classes: they get this hash too if nobody there has asked
        // for theirs
        for (int object : walk.names().objects()) {
            if (walk.table().id(object) != 0) {
                found.add(object);
            }
        }
        for (CapturedType type : walk.captured()) {
            if (type.store != null && !type.store.objects.isEmpty() && wanted(type.type, any)) {
                for (int i = 0; i < type.store.objects.size(); i++) {
                    int object = type.store.objects.get(i);
                    if (walk.table().id(object) != 0) {
                        found.add(object);
                    }
                }
            }
        }
        if (any) {
            // strings that are, or may be, literals are in no store
            for (int string : walk.strings().candidates()) {
                found.add(string);
            }
        } else {
            addVersatileArrays(found);
        }
        return found.toArray();
    }

    /**
     * Adds the arrays of primitive values that something can take for a key: what refers to them can refer to any object. Most others are
     * the contents of strings.
     */
    private void addVersatileArrays(IntList found) {
        BitSet arrays = new BitSet();
        for (CapturedType type : walk.captured()) {
            if (type.store instanceof PrimitiveArrayStore) {
                for (int i = 0; i < type.store.objects.size(); i++) {
                    arrays.set(type.store.objects.get(i));
                }
            }
        }
        for (CapturedType type : walk.captured()) {
            if (type.store != null) {
                type.store.visitVersatile(object -> {
                    if (arrays.get(object)) {
                        arrays.clear(object);
                        if (walk.table().id(object) != 0) {
                            found.add(object);
                        }
                    }
                });
            }
        }
    }

    private boolean wanted(TargetType type, boolean any) {
        if (INTERNAL.contains(type.name)) {
            return false;
        }
        if (any || type.isArray()) {
            return any || type.signature.length() > 2;
        }
        for (TargetType t = type; t != null; t = t.superclass) {
            HashCode hashCode = declared.computeIfAbsent(t, this::examine);
            if (hashCode != HashCode.INHERITED) {
                return hashCode == HashCode.OF_IDENTITY;
            }
        }
        return true;
    }

    private HashCode examine(TargetType type) {
        if (type.name.equals("java/lang/Object") || type.isHidden()) {
            return HashCode.OF_IDENTITY;
        }
        Optional<byte[]> classFile = classes.classFile(type);
        if (classFile.isEmpty()) {
            return HashCode.OF_IDENTITY;
        }
        Examiner examiner = new Examiner();
        new ClassReader(classFile.get()).accept(examiner, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return examiner.result;
    }

    private static final class Examiner extends ClassVisitor {
        private HashCode result = HashCode.INHERITED;

        Examiner() {
            super(Opcodes.ASM9);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            if (!name.equals("hashCode") || !descriptor.equals("()I")) {
                return null;
            }
            result = HashCode.OF_CONTENTS;
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String called, String desc, boolean isInterface) {
                    boolean ofSuper = opcode == Opcodes.INVOKESPECIAL && called.equals("hashCode");
                    if (ofSuper || called.equals("identityHashCode")) {
                        result = HashCode.OF_IDENTITY;
                    }
                }
            };
        }
    }
}
