package io.jtp.capture;

import com.sun.jdi.DoubleValue;
import com.sun.jdi.Field;
import com.sun.jdi.LongValue;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.StackFrame;
import com.sun.jdi.Value;
import io.jtp.capture.heap.ConstantPool;
import io.jtp.classfile.Instructions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Follows the objects in generated code of a method handle, as far as they are arguments or read from fields of these: {@code t2 =
 * a0.argL1}. Such code has no jumps unless it chooses or repeats, stores every result in a variable of its own, and uses few instructions;
 * behind any other nothing is known any more.
 */
final class HandleValues {

    /** The first of the short forms: {@code iload_0} to {@code aload_3}, {@code istore_0} to {@code astore_3}. */
    private static final int ILOAD_0 = 26;

    private static final int ALOAD_3 = 45;
    private static final int ISTORE_0 = 59;
    private static final int ASTORE_3 = 78;

    private final byte[] code;
    private final ConstantPool pool;
    /** By slot; what is not an object, or not known, is null or missing. */
    private final Map<Integer, ObjectReference> locals = new HashMap<>();
    /** An entry for each operand, whatever its width; null if it is not an object or not known. */
    private final List<ObjectReference> operands = new ArrayList<>();

    private boolean lost;

    /**
     * Starts at the code's beginning.
     *
     * @param frame of a static method, in this code
     */
    HandleValues(StackFrame frame, byte[] code, ConstantPool pool) {
        this.code = code;
        this.pool = pool;
        int slot = 0;
        for (Value argument : frame.getArgumentValues()) {
            locals.put(slot, object(argument));
            slot += argument instanceof LongValue || argument instanceof DoubleValue ? 2 : 1;
        }
    }

    private static ObjectReference object(Value value) {
        return value instanceof ObjectReference object ? object : null;
    }

    /** {@return on which object the next instruction, a call of an instance method, calls it; null if that is not known} */
    ObjectReference receiver(int at) {
        return lost ? null : operands.get(operands.size() - 1 - arguments(at));
    }

    /** Goes past the instruction at this offset. Before it come all others, each once. */
    void step(int at) {
        if (!lost) {
            follow(at, code[at] & 0xff);
        }
    }

    private void follow(int at, int opcode) {
        if (isLoad(opcode)) {
            operands.add(locals.get(slot(at, opcode, ILOAD_0)));
        } else if (isStore(opcode)) {
            locals.put(slot(at, opcode, ISTORE_0), pop());
        } else if (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD) {
            pop();
            pop();
            operands.add(null);
        } else if (opcode == Opcodes.GETFIELD) {
            operands.add(field(pop(), pool.name(index(at))));
        } else if (opcode == Opcodes.GETSTATIC || opcode <= Instructions.LDC2_W && opcode != Opcodes.NOP) {
            operands.add(null);
        } else if (opcode == Opcodes.DUP) {
            operands.add(operands.get(operands.size() - 1));
        } else if (opcode >= Opcodes.INVOKEVIRTUAL && opcode <= Opcodes.INVOKEINTERFACE) {
            int taken = arguments(at) + (opcode == Opcodes.INVOKESTATIC ? 0 : 1);
            operands.subList(operands.size() - taken, operands.size()).clear();
            if (Type.getReturnType(descriptor(at)) != Type.VOID_TYPE) {
                operands.add(null);
            }
        } else {
            lost = opcode != Opcodes.CHECKCAST;
        }
    }

    private static boolean isLoad(int opcode) {
        return opcode >= Opcodes.ILOAD && opcode <= ALOAD_3;
    }

    private static boolean isStore(int opcode) {
        return opcode >= Opcodes.ISTORE && opcode <= ASTORE_3;
    }

    private int slot(int at, int opcode, int firstShort) {
        return opcode < firstShort ? code[at + 1] & 0xff : (opcode - firstShort) % 4;
    }

    private ObjectReference pop() {
        return operands.remove(operands.size() - 1);
    }

    private static ObjectReference field(ObjectReference owner, String name) {
        Field field = owner == null ? null : owner.referenceType().fieldByName(name);
        return field == null ? null : object(owner.getValue(field));
    }

    private int arguments(int at) {
        return Type.getArgumentTypes(descriptor(at)).length;
    }

    private String descriptor(int at) {
        return pool.descriptor(index(at));
    }

    private int index(int at) {
        return ByteBuffer.wrap(code).getChar(at + 1);
    }
}
