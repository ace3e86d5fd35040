package io.jtp.classfile;

import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SimpleVerifier;

/**
 * Infers types as the old verifier does: two classes merge to their common superclass, interfaces to Object. The code has passed the
 * target's verifier, so nothing is checked here; superclasses are looked up for merging only, and a class that cannot be found counts
 * as a direct subclass of Object.
 */
final class InferringInterpreter extends SimpleVerifier {

    /** The offset that stands for the {@code this} of a constructor. */
    static final int THIS = -1;

    static final Type NULL_TYPE = Type.getObjectType("null");

    private static final Type OBJECT = Type.getObjectType("java/lang/Object");

    private final MethodCode method;
    private final ClassFileSource hierarchy;
    private final Map<String, Optional<ClassReader>> classes = new HashMap<>();
    private final Map<AbstractInsnNode, Integer> offsets = new HashMap<>();

    InferringInterpreter(MethodCode method, ClassFileSource hierarchy) {
        super(Opcodes.ASM9, null, null, null, false);
        this.method = method;
        this.hierarchy = hierarchy;
        AbstractInsnNode[] nodes = method.nodes();
        for (int i = 0; i < nodes.length; i++) {
            if (nodes[i].getOpcode() == Opcodes.NEW) {
                offsets.put(nodes[i], method.offsetAt(i));
            }
        }
    }

    /** {@return what an invokespecial of a constructor initialises, or null if the instruction is something else} */
    static BasicValue constructed(AbstractInsnNode instruction, Frame<BasicValue> before) {
        if (instruction.getOpcode() == Opcodes.INVOKESPECIAL
                && instruction instanceof MethodInsnNode call
                && call.name.equals("<init>")) {
            return before.getStack(before.getStackSize() - 1 - Type.getArgumentCount(call.desc));
        }
        return null;
    }

    @Override
    public BasicValue newParameterValue(boolean isInstanceMethod, int local, Type type) {
        return isInstanceMethod && local == 0 && method.isConstructor() && !OBJECT.equals(type)
                ? new Uninitialized(THIS, type)
                : super.newParameterValue(isInstanceMethod, local, type);
    }

    @Override
    public BasicValue newOperation(AbstractInsnNode instruction) throws AnalyzerException {
        BasicValue value = super.newOperation(instruction);
        return instruction.getOpcode() == Opcodes.NEW
                ? new Uninitialized(offsets.get(instruction), value.getType())
                : value;
    }

    @Override
    public BasicValue merge(BasicValue first, BasicValue second) {
        if (first instanceof Uninitialized || second instanceof Uninitialized) {
            return first.equals(second) ? first : BasicValue.UNINITIALIZED_VALUE;
        }
        return super.merge(first, second);
    }

    @Override
    protected boolean isSubTypeOf(BasicValue value, BasicValue expected) {
        return true;
    }

    @Override
    protected boolean isInterface(Type type) {
        return type.getSort() == Type.OBJECT
                && find(type)
                        .map(c -> (c.getAccess() & Opcodes.ACC_INTERFACE) != 0)
                        .orElse(false);
    }

    @Override
    protected Type getSuperClass(Type type) {
        if (type.getSort() == Type.ARRAY) {
            return OBJECT;
        }
        String superclass = find(type).map(ClassReader::getSuperName).orElse(null);
        if (superclass == null) {
            return type.equals(OBJECT) ? null : OBJECT;
        }
        return Type.getObjectType(superclass);
    }

    @Override
    protected boolean isAssignableFrom(Type to, Type from) {
        if (to.equals(from) || to.equals(OBJECT)) {
            return true;
        }
        if (to.getSort() == Type.ARRAY && from.getSort() == Type.ARRAY) {
            Type toElement = Type.getType(to.getDescriptor().substring(1));
            Type fromElement = Type.getType(from.getDescriptor().substring(1));
            return isElement(toElement) && isElement(fromElement) && isAssignableFrom(toElement, fromElement);
        }
        if (isInterface(to)) {
            return false;
        }
        for (Type each = from; each != null; each = getSuperClass(each)) {
            if (each.equals(to)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isElement(Type type) {
        return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
    }

    private Optional<ClassReader> find(Type type) {
        return classes.computeIfAbsent(
                type.getInternalName(),
                name -> hierarchy.find(name, BuiltinLoader.APP).map(ClassReader::new));
    }

    /** The result of a NEW, or the {@code this} of a constructor, before the constructor's call. */
    static final class Uninitialized extends BasicValue {
        private final int newOffset;

        Uninitialized(int newOffset, Type type) {
            super(type);
            this.newOffset = newOffset;
        }

        int newOffset() {
            return newOffset;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Uninitialized that
                    && newOffset == that.newOffset
                    && getType().equals(that.getType());
        }

        @Override
        public int hashCode() {
            return Objects.hash(newOffset, getType());
        }
    }
}
