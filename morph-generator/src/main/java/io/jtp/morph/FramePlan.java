package io.jtp.morph;

import io.jtp.classfile.Invocation;
import io.jtp.classfile.MethodCode;
import io.jtp.classfile.TypeState;
import io.jtp.classfile.VerifierType;
import io.jtp.classfile.VerifierType.Basic;
import io.jtp.classfile.VerifierType.ObjectType;
import io.jtp.classfile.VerifierType.UninitializedType;
import io.jtp.morph.ResumePoint.Filling;
import io.jtp.morph.ResumePoint.Kind;
import io.jtp.morph.ResumePoint.Lock;
import io.jtp.morph.ResumePoint.Origin;
import io.jtp.morph.ResumePoint.Setting;
import io.jtp.snapshot.FieldValue;
import io.jtp.snapshot.Frame;
import io.jtp.snapshot.Frame.Treatment;
import io.jtp.snapshot.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * How one activation is rebuilt: the resume point it needs and the values it is filled with.
 *
 * @param primitives and {@code references} in the order in which the resume code asks for them
 */
record FramePlan(ResumePoint point, long[] primitives, int[] references) {

    /** This frame cannot be rebuilt; the message says why, in the words of an obstacle's problem. */
    static final class ImpossibleException extends Exception {
        private static final long serialVersionUID = 1L;

        ImpossibleException(String problem) {
            super(problem);
        }
    }

    /**
     * Plans a frame with treatment MORPH.
     *
     * @param callee the frame it called, or null for the innermost
     * @param last whether no frame further in has treatment MORPH
     * @param made number of the object that the call is making, itself or through opaque frames, if there is one already; else 0
     */
    static FramePlan of(MethodCode method, Frame frame, Frame callee, boolean last, int made, Hierarchy hierarchy)
            throws ImpossibleException {
        return new Planner(method, frame, hierarchy).plan(callee, last, made);
    }

    /** {@return the call by which a constructor calls another one for its own object; of several any} */
    static Invocation constructorCall(MethodCode method) throws ImpossibleException {
        for (int bci = 0; bci < method.code().length; bci = method.next(bci)) {
            Invocation call = method.invocationAt(bci).orElse(null);
            if (call != null
                    && call.name().equals("<init>")
                    && method.isReachable(bci)
                    && receiver(call, method.stateAt(bci)) == Basic.UNINITIALIZED_THIS) {
                return call;
            }
        }
        throw new ImpossibleException("is a constructor that calls no other one");
    }

    private static VerifierType receiver(Invocation call, TypeState state) {
        return state.stack().get(state.stack().size() - call.argumentEntries());
    }

    private static final class Planner {
        private final MethodCode method;
        private final Frame frame;
        private final Hierarchy hierarchy;
        private final TypeState state;
        private final List<Long> primitives = new ArrayList<>();
        private final List<Integer> references = new ArrayList<>();

        Planner(MethodCode method, Frame frame, Hierarchy hierarchy) throws ImpossibleException {
            this.method = method;
            this.frame = frame;
            this.hierarchy = hierarchy;
            if (method.hasSubroutines()) {
                throw new ImpossibleException("was compiled with jsr and ret, as compilers before Java 6 did");
            }
            if (!method.isInstruction(frame.bci()) || !method.isReachable(frame.bci())) {
                throw new ImpossibleException("has no instruction at offset " + frame.bci() + " in its class file");
            }
            this.state = method.stateAt(frame.bci());
        }

        FramePlan plan(Frame callee, boolean last, int made) throws ImpossibleException {
            Kind kind = callee == null ? Kind.INNERMOST : last ? Kind.CALL_AFTER_ARRIVAL : Kind.CALL;
            Invocation call = null;
            if (callee != null && callee.method().equals("<clinit>")) {
                checkInitializes(callee);
            } else if (callee != null) {
                call = call(callee);
            }
            int operandCount = state.stack().size() - (call == null ? 0 : call.argumentEntries());
            if (frame.operands().size() != operandCount) {
                throw new ImpossibleException("has " + frame.operands().size()
                        + " values on its operand stack where its class file says " + operandCount);
            }
            boolean passes = method.isConstructor() && !isBeforeConstructorCall();
            Optional<Invocation> passed = passes ? Optional.of(constructorCall(method)) : Optional.empty();
            List<Setting> fields = fields();
            List<Filling> operands = new ArrayList<>();
            for (int i = 0; i < operandCount; i++) {
                operands.add(fill(state.stack().get(i), frame.operands().get(i), "operand " + i));
            }
            List<Filling> locals = locals();
            List<Lock> locks = locks(locals);
            Optional<Filling> standIn = made == 0 ? Optional.empty() : standIn(call, operandCount, made);
            List<Filling> arguments = call == null ? List.of() : arguments(call, callee, operandCount);
            return new FramePlan(
                    new ResumePoint(frame.bci(), kind, passed, fields, operands, locals, locks, standIn, arguments),
                    primitives.stream().mapToLong(Long::longValue).toArray(),
                    references.stream().mapToInt(Integer::intValue).toArray());
        }

        /** The JVM calls a class initialiser when an instruction needs the class; it will again. */
        private void checkInitializes(Frame callee) throws ImpossibleException {
            boolean initializes = switch (method.instructionAt(frame.bci()).getOpcode()) {
                case Opcodes.GETSTATIC, Opcodes.PUTSTATIC, Opcodes.NEW -> true;
                case Opcodes.INVOKESTATIC ->
                    method.invocationAt(frame.bci()).orElseThrow().argumentEntries() == 0;
                default -> false;
            };
            if (!initializes || callee.treatment() != Treatment.MORPH) {
                throw new ImpossibleException("is in an instruction that initialises a class and cannot be repeated");
            }
        }

        private Invocation call(Frame callee) throws ImpossibleException {
            Invocation call = method.invocationAt(frame.bci())
                    .orElseThrow(() -> new ImpossibleException(
                            "is in an instruction that loads or initialises a class (" + callee.method() + ")"));
            boolean calleeIsNamed = !call.isDynamic()
                    && !call.owner().equals("java/lang/invoke/MethodHandle")
                    && !call.owner().equals("java/lang/invoke/VarHandle");
            boolean agrees =
                    call.name().equals(callee.method()) && call.descriptor().equals(callee.descriptor());
            if (calleeIsNamed ? !agrees : callee.treatment() == Treatment.MORPH) {
                throw new ImpossibleException("calls " + (call.isDynamic() ? "a dynamic call site" : call.name())
                        + " but what runs is " + callee.method()
                        + ", as while a class is loaded, linked or initialised");
            }
            if (call.name().equals("<init>") && callee.treatment() != Treatment.MORPH) {
                throw new ImpossibleException("calls a constructor that cannot be entered where it stands");
            }
            return call;
        }

        private boolean isBeforeConstructorCall() {
            return Stream.concat(state.locals().stream(), state.stack().stream())
                    .anyMatch(type -> type == Basic.UNINITIALIZED_THIS);
        }

        private List<Setting> fields() throws ImpossibleException {
            List<Setting> settings = new ArrayList<>();
            for (FieldValue field : frame.construction().fields()) {
                VerifierType type = VerifierType.of(Type.getType(field.descriptor()));
                settings.add(new Setting(
                        field.name(), field.descriptor(), fill(type, field.value(), "field " + field.name())));
            }
            return settings;
        }

        /** {@return the object that is there already} Empty if this frame has no use for it. */
        private Optional<Filling> standIn(Invocation call, int operandCount, int made) throws ImpossibleException {
            VerifierType type;
            if (call.name().equals("<init>")) {
                VerifierType receiver = state.stack().get(operandCount);
                boolean held = state.stack().subList(0, operandCount).contains(receiver)
                        || state.locals().contains(receiver);
                if (!held) {
                    return Optional.empty();
                }
                type = new ObjectType(
                        receiver instanceof UninitializedType uninitialized
                                ? ((TypeInsnNode) method.instructionAt(uninitialized.newOffset())).desc
                                : method.owner().name());
            } else if (Type.getReturnType(call.descriptor()) == Type.VOID_TYPE) {
                return Optional.empty();
            } else {
                type = VerifierType.of(Type.getReturnType(call.descriptor()));
            }
            return Optional.of(fill(type, new Value.Reference(made), "the object made by " + call.name()));
        }

        private List<Filling> locals() throws ImpossibleException {
            BitSet live = method.flow().liveLocals(frame.bci());
            List<Filling> locals = new ArrayList<>();
            for (int slot = 0; slot < state.locals().size(); slot++) {
                VerifierType type = state.locals().get(slot);
                if (type == Basic.TOP || isReceiver(slot)) {
                    locals.add(Filling.NOTHING);
                    continue;
                }
                Value value = slot < frame.locals().size() ? frame.locals().get(slot) : Value.TOP;
                if (!live.get(slot) && !type.isUninitialized() && !fits(type, value)) {
                    locals.add(new Filling(Origin.CONSTANT, type, ""));
                } else {
                    locals.add(fill(type, value, local(slot)));
                }
            }
            return locals;
        }

        /**
         * HotSpot compiles a method only if it can tell that each MONITOREXIT is for the object of its MONITORENTER, so both have to see
         * the same local variable. An object that is locked twice is left to itself: nested locks it does not compile anyway.
         */
        private List<Lock> locks(List<Filling> locals) {
            List<Lock> locks = new ArrayList<>();
            for (int monitor : frame.monitors()) {
                List<Integer> slots = new ArrayList<>();
                if (frame.monitors().indexOf(monitor) == frame.monitors().lastIndexOf(monitor)) {
                    for (int slot = 0;
                            slot < locals.size() && slot < frame.locals().size();
                            slot++) {
                        boolean filled = locals.get(slot).origin() == Origin.REPLAY
                                || state.locals().get(slot) != Basic.TOP && isReceiver(slot);
                        if (filled && frame.locals().get(slot).equals(new Value.Reference(monitor))) {
                            slots.add(slot);
                        }
                    }
                }
                if (slots.isEmpty()) {
                    references.add(monitor);
                }
                locks.add(new Lock(slots));
            }
            return locks;
        }

        /**
         * The receiver is there from the call on, unless the method writes its slot. What a constructor has there after the call of
         * another one is not the object that it had been called for.
         */
        private boolean isReceiver(int slot) {
            return slot == 0
                    && !method.isStatic()
                    && !(method.isConstructor() && !isBeforeConstructorCall())
                    && !method.isWritten(slot);
        }

        private List<Filling> arguments(Invocation call, Frame callee, int first) throws ImpossibleException {
            boolean real = callee.treatment() != Treatment.MORPH;
            Type[] declared = Type.getArgumentTypes(call.descriptor());
            List<Filling> arguments = new ArrayList<>();
            int slot = 0;
            for (int i = 0; i < call.argumentEntries(); i++) {
                boolean receiver = call.hasReceiver() && i == 0;
                VerifierType type = state.stack().get(first + i);
                if (receiver || real) {
                    Value value =
                            slot < callee.locals().size() ? callee.locals().get(slot) : Value.TOP;
                    String what = receiver ? "the receiver of " + call.name() : "argument " + i + " of " + call.name();
                    if (receiver && !type.isUninitialized() && value.equals(Value.NULL)) {
                        throw new ImpossibleException(what + " is not known any more");
                    }
                    if (type instanceof ObjectType object
                            && !receiver
                            && !hierarchy.isAccessible(
                                    object.name(), method.owner().name())) {
                        type = new ObjectType(declared[i - (call.hasReceiver() ? 1 : 0)].getInternalName());
                    }
                    arguments.add(fill(type, value, what));
                } else {
                    arguments.add(new Filling(Origin.CONSTANT, type, ""));
                }
                slot += type.isWide() ? 2 : 1;
            }
            return arguments;
        }

        private Filling fill(VerifierType type, Value value, String what) throws ImpossibleException {
            if (type == Basic.NULL) {
                return new Filling(Origin.CONSTANT, type, "");
            }
            if (type instanceof UninitializedType) {
                return new Filling(Origin.NEW, type, "");
            }
            if (type == Basic.UNINITIALIZED_THIS) {
                if (state.locals().get(0) != type) {
                    throw new ImpossibleException(what + " is an object that has moved away from its place");
                }
                return new Filling(Origin.THIS, type, "");
            }
            if (!fits(type, value)) {
                throw new ImpossibleException(what + " could not be read");
            }
            if (value instanceof Value.IntValue number) {
                primitives.add((long) number.value());
            } else if (value instanceof Value.LongValue number) {
                primitives.add(number.value());
            } else if (value instanceof Value.FloatValue number) {
                primitives.add((long) Float.floatToRawIntBits(number.value()));
            } else if (value instanceof Value.DoubleValue number) {
                primitives.add(Double.doubleToRawLongBits(number.value()));
            } else if (value instanceof Value.Reference reference) {
                references.add(reference.object());
            }
            return new Filling(Origin.REPLAY, type, cast(type, what));
        }

        private String cast(VerifierType type, String what) throws ImpossibleException {
            if (!(type instanceof ObjectType object) || hierarchy.needsNoCast(object.name())) {
                return "";
            }
            if (!hierarchy.isAccessible(object.name(), method.owner().name())) {
                throw new ImpossibleException(what + " is of type "
                        + object.name().replace('/', '.') + ", which this class has no access to");
            }
            return object.name();
        }

        private static boolean fits(VerifierType type, Value value) {
            if (type instanceof ObjectType) {
                return value instanceof Value.Reference;
            }
            if (!(type instanceof Basic basic)) {
                return false;
            }
            return switch (basic) {
                case INTEGER -> value instanceof Value.IntValue;
                case FLOAT -> value instanceof Value.FloatValue;
                case LONG -> value instanceof Value.LongValue;
                case DOUBLE -> value instanceof Value.DoubleValue;
                case NULL -> true;
                case TOP, UNINITIALIZED_THIS -> false;
            };
        }

        private String local(int slot) {
            return method.localName(slot, frame.bci())
                    .map(name -> "variable '" + name + "'")
                    .orElse("local variable slot " + slot);
        }
    }
}
