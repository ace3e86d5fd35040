package io.jtp.classfile;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.Interpreter;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * Which local variables and operands of a method are copies of one another, and which are constants, before each instruction.
 *
 * <p>These are the names of static single assignment: each instruction that makes a value has one, and so has each slot where ways with different
 * names join. Two slots with the same name before an instruction hold the same value there, whatever it is: a way on which one of them was made
 * anew, and the other not, would join another one where neither was, and have got a name of its own there.
 */
public final class ValueNumbers {

    /**
     * Where a value was read from.
     *
     * @param of the object, or null if the field is static
     */
    public record Field(FieldInsnNode instruction, Number of) {}

    /** A value that a slot holds; equal only to itself. */
    public static final class Number implements org.objectweb.asm.tree.analysis.Value {
        private final int size;
        private final Object constant;
        private final Field field;

        private Number(int size, Object constant, Field field) {
            this.size = size;
            this.constant = constant;
            this.field = field;
        }

        private static Number of(int size) {
            return new Number(size, null, null);
        }

        @Override
        public int getSize() {
            return size;
        }

        /** {@return its value, if that is a number: an Integer, Long, Float or Double} */
        public Optional<Object> constant() {
            return Optional.ofNullable(constant);
        }

        /** {@return the field that it was read from, if it was} That can hold another value since. */
        public Optional<Field> field() {
            return Optional.ofNullable(field);
        }
    }

    private static final int ENTRY = -1;

    private final MethodCode method;
    private final Naming naming = new Naming();
    /** By offset, for instructions that can be reached. */
    private final Map<Integer, Place> places = new HashMap<>();

    ValueNumbers(MethodCode method) {
        this.method = method;
        // in the order of the code, so that all that leads back to a loop has come before the loop is looked at again
        TreeSet<Integer> now = new TreeSet<>();
        TreeSet<Integer> later = new TreeSet<>();
        arrive(ENTRY, 0, entry(), now);
        while (!now.isEmpty()) {
            int at = now.pollFirst();
            if (places.get(at).join()) {
                follow(at, now, later);
            }
            if (now.isEmpty()) {
                now = later;
                later = new TreeSet<>();
            }
        }
    }

    private void follow(int at, TreeSet<Integer> now, TreeSet<Integer> later) {
        Frame<Number> before = places.get(at).before;
        Frame<Number> after = new Frame<>(before);
        try {
            after.execute(method.instructionAt(at), naming);
        } catch (AnalyzerException e) {
            throw new IllegalArgumentException(method + ": its code makes no sense: " + e.getMessage(), e);
        }
        for (int successor : method.flow().successors(at)) {
            arrive(2 * at, successor, after, successor > at ? now : later);
        }
        for (int handler : method.flow().handlers(at)) {
            Frame<Number> caught = new Frame<>(before);
            caught.clearStack();
            caught.push(naming.caught(method.instructionAt(handler)));
            arrive(2 * at + 1, handler, caught, handler > at ? now : later);
        }
    }

    private void arrive(int way, int at, Frame<Number> frame, TreeSet<Integer> open) {
        places.computeIfAbsent(at, a -> new Place()).ways.put(way, frame);
        open.add(at);
    }

    private Frame<Number> entry() {
        Frame<Number> entry = new Frame<>(method.maxLocals(), method.node().maxStack);
        int slot = 0;
        if (!method.isStatic()) {
            entry.setLocal(slot++, Number.of(1));
        }
        for (Type type : Type.getArgumentTypes(method.descriptor())) {
            entry.setLocal(slot, Number.of(type.getSize()));
            slot += type.getSize();
            if (type.getSize() == 2) {
                entry.setLocal(slot - 1, Naming.NOTHING);
            }
        }
        while (slot < method.maxLocals()) {
            entry.setLocal(slot++, Naming.NOTHING);
        }
        return entry;
    }

    /** Before an instruction. A slot gets a name of its own where ways with different names join, and keeps it. */
    private static final class Place {
        private final Map<Integer, Frame<Number>> ways = new HashMap<>();
        private final Map<Integer, Number> joined = new HashMap<>();
        private Frame<Number> before;

        /** Looks at all ways that have arrived. {@return whether there is anything new} */
        boolean join() {
            Frame<Number> now = new Frame<>(ways.values().iterator().next());
            boolean differs = before == null;
            int size = now.getLocals() + now.getStackSize();
            for (int i = 0; i < size; i++) {
                Number number = join(i);
                differs |= before != null && number != slot(before, i);
                if (i < now.getLocals()) {
                    now.setLocal(i, number);
                } else {
                    now.setStack(i - now.getLocals(), number);
                }
            }
            before = now;
            return differs;
        }

        private Number join(int position) {
            Number known = joined.get(position);
            if (known != null) {
                return known;
            }
            Number first = null;
            for (Frame<Number> way : ways.values()) {
                Number number = slot(way, position);
                if (first != null && first != number) {
                    Number own = Number.of(first.getSize());
                    joined.put(position, own);
                    return own;
                }
                first = number;
            }
            return first;
        }

        /** @param position local variables first, then operands */
        private static Number slot(Frame<Number> frame, int position) {
            return position < frame.getLocals()
                    ? frame.getLocal(position)
                    : frame.getStack(position - frame.getLocals());
        }
    }

    /** {@return what a local variable holds before an instruction that can be reached} */
    public Number local(int bci, int slot) {
        return frame(bci).getLocal(slot);
    }

    /** {@return what is on the operand stack before an instruction that can be reached} @param index bottom first, one for each entry */
    public Number operand(int bci, int index) {
        return frame(bci).getStack(index);
    }

    private Frame<Number> frame(int bci) {
        Place place = places.get(bci);
        if (place == null) {
            throw new IllegalArgumentException(method + ": the instruction at " + bci + " can never be reached");
        }
        return place.before;
    }

    /** Names what instructions make. */
    private static final class Naming extends Interpreter<Number> {
        private static final Number NOTHING = Number.of(1);

        private final Map<AbstractInsnNode, Number> made = new IdentityHashMap<>();
        private final Map<AbstractInsnNode, Number> caught = new IdentityHashMap<>();
        /** Knows how many slots the results of instructions take. */
        private final SourceInterpreter sizes = new SourceInterpreter();

        Naming() {
            super(Opcodes.ASM9);
        }

        private Number made(AbstractInsnNode by, int size, Object constant) {
            return made.computeIfAbsent(by, b -> new Number(size, constant, null));
        }

        /** {@return the exception that is caught by the handler that begins there} */
        Number caught(AbstractInsnNode handler) {
            return caught.computeIfAbsent(handler, h -> Number.of(1));
        }

        private Number read(AbstractInsnNode instruction, SourceValue sized, Number of) {
            Number known = made.get(instruction);
            if (known == null || known.field.of() != of) {
                known = new Number(sized.getSize(), null, new Field((FieldInsnNode) instruction, of));
                made.put(instruction, known);
            }
            return known;
        }

        @Override
        public Number newValue(Type type) {
            return type == Type.VOID_TYPE ? null : Number.of(type == null ? 1 : type.getSize());
        }

        @Override
        public Number newEmptyValue(int local) {
            return NOTHING;
        }

        @Override
        public Number newOperation(AbstractInsnNode instruction) {
            int opcode = instruction.getOpcode();
            if (instruction instanceof LdcInsnNode ldc) {
                boolean wide = ldc.cst instanceof Long || ldc.cst instanceof Double;
                boolean number = wide || ldc.cst instanceof Integer || ldc.cst instanceof Float;
                return made(instruction, wide ? 2 : 1, number ? ldc.cst : null);
            } else if (opcode == Opcodes.BIPUSH || opcode == Opcodes.SIPUSH) {
                return made(instruction, 1, ((IntInsnNode) instruction).operand);
            } else if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
                return made(instruction, 1, opcode - Opcodes.ICONST_0);
            } else if (opcode == Opcodes.LCONST_0 || opcode == Opcodes.LCONST_1) {
                return made(instruction, 2, (long) (opcode - Opcodes.LCONST_0));
            } else if (opcode >= Opcodes.FCONST_0 && opcode <= Opcodes.FCONST_2) {
                return made(instruction, 1, (float) (opcode - Opcodes.FCONST_0));
            } else if (opcode == Opcodes.DCONST_0 || opcode == Opcodes.DCONST_1) {
                return made(instruction, 2, (double) (opcode - Opcodes.DCONST_0));
            }
            return opcode == Opcodes.GETSTATIC
                    ? read(instruction, sizes.newOperation(instruction), null)
                    : made(instruction, sizes.newOperation(instruction));
        }

        @Override
        public Number copyOperation(AbstractInsnNode instruction, Number value) {
            return value;
        }

        @Override
        public Number unaryOperation(AbstractInsnNode instruction, Number value) {
            return switch (instruction.getOpcode()) {
                case Opcodes.CHECKCAST -> value;
                case Opcodes.GETFIELD -> read(instruction, sizes.unaryOperation(instruction, null), value);
                default -> made(instruction, sizes.unaryOperation(instruction, null));
            };
        }

        @Override
        public Number binaryOperation(AbstractInsnNode instruction, Number first, Number second) {
            return made(instruction, sizes.binaryOperation(instruction, null, null));
        }

        @Override
        public Number ternaryOperation(AbstractInsnNode instruction, Number first, Number second, Number third) {
            return null;
        }

        @Override
        public Number naryOperation(AbstractInsnNode instruction, List<? extends Number> values) {
            return made(instruction, sizes.naryOperation(instruction, List.of()));
        }

        @Override
        public void returnOperation(AbstractInsnNode instruction, Number value, Number expected) {
            // leaves nothing
        }

        @Override
        public Number merge(Number first, Number second) {
            throw new IllegalStateException("places join frames");
        }

        private Number made(AbstractInsnNode instruction, SourceValue sized) {
            return made(instruction, sized.getSize(), null);
        }
    }
}
