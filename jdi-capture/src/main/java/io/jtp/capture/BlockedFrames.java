package io.jtp.capture;

import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.MonitorInfo;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import io.jtp.capture.CapturedFrame.Construction;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.TaggedValue;
import io.jtp.classfile.MethodCode;
import io.jtp.classfile.Surroundings;
import io.jtp.classfile.ValueNumbers;
import io.jtp.classfile.VerifierType;
import io.jtp.classfile.VerifierType.Basic;
import io.jtp.classfile.VerifierType.ObjectType;
import io.jtp.snapshot.Frame.Treatment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Opcodes;

/**
 * Reads the frames of a thread that is blocked in {@code Object.wait}, {@code Thread.sleep} or a read of standard input, or on its way into a monitor or back
 * into one, where it cannot walk its own stack, and without waking it.
 *
 * <p>Local variables can be read if the class file's table names them, or if it has no such table. What is locked is known, too, and with all that whatever
 * else holds the same values or constants: operands, and arguments of native methods ({@link ValueNumbers}). Anything else, such as results of calls that are
 * operands, or the iterator of a for-each loop, cannot be read; then there is no answer, since a value is never guessed.
 */
final class BlockedFrames {

    /** Says what cannot be read. */
    private static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String what) {
            super(what);
        }
    }

    /**
     * What was read.
     *
     * @param frames outermost first; the last one is the call that blocks, to be made again, or stands at the instruction that does, or behind a wait that
     *     is over. Empty if something cannot be read
     * @param reenters the monitor that it has to have back before it goes on, or null
     * @param unreadable what cannot be read, and where; empty if everything could
     */
    record Result(List<CapturedFrame> frames, ObjectReference reenters, String unreadable) {}

    private final JdwpPipe pipe;
    private final MethodCodes codes;
    private final ThreadReference thread;
    private final List<StackFrame> frames;
    /** In whose wait set it is or was, or null. */
    private final ObjectReference monitor;

    private final boolean reenters;

    private final Map<Integer, KnownValues> values = new HashMap<>();
    /** What it is about to lock, or null. */
    private final ObjectReference entering;

    private final List<MonitorInfo> owned;
    private final long[] ids;

    /** @param position of the frame, the innermost being 0 */
    private record Variable(int position, int slot, char tag) {}

    /** What has been asked for: empty if the JVM does not tell. */
    private final Map<Variable, Optional<TaggedValue>> variables = new HashMap<>();

    private BlockedFrames(JdwpPipe pipe, MethodCodes codes, ThreadReference thread)
            throws IOException, IncompatibleThreadStateException {
        this.pipe = pipe;
        this.codes = codes;
        this.thread = thread;
        owned = thread.ownedMonitorsAndFrames();
        frames = ProgramThreads.frames(thread);
        Blocking blocking = Blocking.of(thread, frames);
        reenters = blocking == Blocking.REENTRY;
        monitor = blocking == Blocking.WAIT || reenters ? Blocking.monitor(thread, frames) : null;
        entering = blocking == Blocking.MONITOR ? thread.currentContendedMonitor() : null;
        ids = pipe.ask(Commands.frames(thread.uniqueID()));
    }

    /** @param thread is suspended, and in one of {@link Blocking} other than {@link Blocking#NOT} and {@link Blocking#PARK} */
    static Result read(JdwpPipe pipe, MethodCodes codes, ThreadReference thread) throws IOException {
        try {
            BlockedFrames blocked = new BlockedFrames(pipe, codes, thread);
            return new Result(blocked.read(), blocked.reenters ? blocked.monitor : null, "");
        } catch (UnreadableException e) {
            return new Result(List.of(), null, e.getMessage());
        } catch (IncompatibleThreadStateException e) {
            throw new IllegalStateException("thread " + thread.name() + " is not suspended", e);
        }
    }

    private List<CapturedFrame> read() throws IOException, UnreadableException {
        Location innermost = frames.get(0).location();
        boolean atMethod = entering != null && isEntry(innermost);
        int blocking = atMethod ? 1 : entering != null ? 0 : Blocking.depth(frames);
        if (entering != null && FrameKind.of(innermost.method()) != FrameKind.ORDINARY) {
            throw unreadable(innermost, "what it is about to do");
        } else if (blocking == frames.size()) {
            throw unreadable(innermost, "its caller, which is the JVM");
        } else if (reenters && FrameKind.of(frames.get(blocking)) != FrameKind.ORDINARY) {
            throw unreadable(innermost, "how it goes on");
        }
        askForAll(blocking);
        List<CapturedFrame> captured = new ArrayList<>();
        for (int i = frames.size() - 1; i >= blocking; i--) {
            Location location = frames.get(i).location();
            boolean goesOn = reenters && i == blocking;
            captured.add(FrameKind.of(location.method()) == FrameKind.ORDINARY ? ordinary(i, goesOn) : callThrough(i));
        }
        if (blocking > 0 && !reenters) {
            captured.add(blocking(blocking - 1));
        }
        return List.copyOf(captured);
    }

    /** {@return whether it is a synchronized method that has not locked its monitor yet} */
    private boolean isEntry(Location location) {
        Method method = location.method();
        return location.codeIndex() == 0
                && method.isSynchronized()
                && entering.equals(
                        method.isStatic()
                                ? method.declaringType().classObject()
                                : frames.get(0).thisObject());
    }

    /** The call that blocks, with its arguments. */
    private CapturedFrame blocking(int position) throws IOException, UnreadableException {
        Location location = frames.get(position).location();
        ObjectReference object = location.method().isStatic() ? null : entering == null ? monitor : entering;
        List<Slot> receiver =
                object == null ? List.of() : List.of(new Slot(new ObjectType("java/lang/Object"), object.uniqueID()));
        return new CapturedFrame(
                location,
                Optional.empty(),
                -1,
                -1,
                Treatment.REISSUE,
                arguments(position, receiver),
                List.of(),
                new long[0],
                Construction.NONE);
    }

    /** {@return what the parameters of a frame hold, slot by slot} @param known what is known of the first of them */
    private List<Slot> arguments(int position, List<Slot> known) throws IOException, UnreadableException {
        List<VerifierType> types =
                FrameReader.parameters(frames.get(position).location().method());
        List<Slot> arguments = new ArrayList<>(known);
        for (VerifierType type : types.subList(known.size(), types.size())) {
            arguments.add(type == Basic.TOP ? Slot.TOP : argument(position, arguments.size(), type));
        }
        return arguments;
    }

    private Slot argument(int position, int slot, VerifierType type) throws IOException, UnreadableException {
        Location location = frames.get(position).location();
        Optional<Slot> argument =
                location.method().isNative() ? passed(position, slot, type) : slot(position, slot, type);
        return argument.orElseThrow(() -> unreadable(location, "its arguments"));
    }

    /** {@return an argument of a native method, which shows none, as its caller passed it} */
    private Optional<Slot> passed(int position, int slot, VerifierType type) throws IOException, UnreadableException {
        KnownValues caller = values(position + 1);
        int entry = (int) FrameReader.parameters(frames.get(position).location().method()).subList(0, slot).stream()
                .filter(each -> each != Basic.TOP)
                .count();
        return caller.argument(entry, type);
    }

    /** {@return what is known of the values in a frame that is calling} */
    private KnownValues values(int position) throws IOException, UnreadableException {
        KnownValues known = values.get(position);
        if (known == null) {
            Location location = frames.get(position).location();
            MethodCode code = codes.find(location.method()).orElseThrow(() -> unreadable(location, "its code"));
            if (!codes.morphs().isOriginal(location)) {
                throw unreadable(location, "how far it has been rebuilt");
            }
            boolean enters = position == 0;
            int bci = enters ? enters(code, location) : codes.morphs().originalBci(location);
            if (!enters && code.invocationAt(bci).isEmpty()) {
                throw unreadable(location, "what it is in the middle of");
            }
            known = new KnownValues(code, bci, new FinalFields(frames.get(position)));
            for (int i = 0; i < code.maxLocals(); i++) {
                VerifierType type = known.localType(i);
                if (type != Basic.TOP && !type.isUninitialized()) {
                    Optional<Slot> read = slot(position, i, type);
                    if (read.isPresent()) {
                        known.tellLocal(i, read.get().bits());
                    }
                }
            }
            if (enters) {
                known.tellTop(entering.uniqueID());
            }
            values.put(position, known);
        }
        return known;
    }

    /** Code of the JDK's that does nothing but call on: it gets its arguments again. */
    private CapturedFrame callThrough(int position) throws IOException, UnreadableException {
        Location location = frames.get(position).location();
        boolean calledByOrdinary =
                position + 1 < frames.size() && FrameKind.of(frames.get(position + 1)) == FrameKind.ORDINARY;
        return new CapturedFrame(
                location,
                Optional.empty(),
                location.method().isNative() ? -1 : (int) location.codeIndex(),
                location.method().isNative() ? -1 : location.lineNumber(),
                Treatment.OPAQUE,
                calledByOrdinary ? arguments(position, List.of()) : List.of(),
                List.of(),
                new long[0],
                Construction.NONE);
    }

    /** {@return the offset of the instruction at which a frame waits for a monitor} The interpreter is one further by then, compiled code is not. */
    private int enters(MethodCode code, Location location) throws UnreadableException {
        List<Integer> found = new ArrayList<>();
        for (long index = Math.max(0, location.codeIndex() - 1); index <= location.codeIndex(); index++) {
            Location at = location.method().locationOfCodeIndex(index);
            if (at != null && codes.morphs().isOriginal(at)) {
                int bci = codes.morphs().originalBci(at);
                if (code.isInstruction(bci) && code.instructionAt(bci).getOpcode() == Opcodes.MONITORENTER) {
                    found.add(bci);
                }
            }
        }
        if (found.size() != 1) {
            throw unreadable(location, "what it is in the middle of");
        }
        return found.get(0);
    }

    /** @param goesOn whether the call that it stands at is over, and has returned nothing */
    private CapturedFrame ordinary(int position, boolean goesOn) throws IOException, UnreadableException {
        Location location = frames.get(position).location();
        Method method = location.method();
        KnownValues known = values(position);
        MethodCode code = known.code();
        if (method.isConstructor() || method.isStaticInitializer()) {
            throw unreadable(location, "what it is making");
        }
        BitSet live = code.flow().liveLocals(known.bci());
        List<Slot> locals = new ArrayList<>();
        List<Integer> unnamed = new ArrayList<>();
        for (int i = 0; i < code.maxLocals(); i++) {
            boolean needed = live.get(i) || i == 0 && !method.isStatic();
            Optional<Slot> slot = needed ? known.local(i) : known.read(i);
            if (slot.isEmpty() && needed) {
                unnamed.add(i);
            }
            locals.add(slot.orElse(Slot.TOP));
        }
        long[] monitors = monitors(position, code, known.bci(), locals);
        Surroundings surroundings = new Surroundings(code, known.bci());
        for (int i : unnamed) {
            if (monitors.length != 1 || !surroundings.isOnlyUnlocked(i)) {
                throw unreadable(location, "a variable of the compiler's own, in slot " + i);
            }
            locals.set(i, new Slot(known.localType(i), monitors[0]));
        }
        List<Slot> operands = new ArrayList<>();
        // the instruction that enters a monitor is the one that the thread goes on with
        int kept = known.operandCount() + (position == 0 ? 1 : 0);
        for (int i = 0; i < kept; i++) {
            operands.add(known.operand(i).orElseThrow(() -> unreadable(location, "an operand that it goes on with")));
        }
        int bci = goesOn ? code.next(known.bci()) : known.bci();
        return new CapturedFrame(
                location,
                Optional.of(code),
                bci,
                code.line(bci),
                Treatment.MORPH,
                locals,
                operands,
                monitors,
                Construction.NONE);
    }

    /** {@return what the frame has locked, without the lock of a synchronized method itself} */
    private long[] monitors(int position, MethodCode code, int bci, List<Slot> locals) throws UnreadableException {
        Location location = frames.get(position).location();
        List<Long> held = new ArrayList<>();
        owned.stream()
                .filter(info -> info.stackDepth() == position)
                .forEach(info -> held.add(info.monitor().uniqueID()));
        int expected = code.flow().locksHeld(bci) + (code.isSynchronized() ? 1 : 0);
        List<Long> untold = held.size() < expected ? untold() : List.of();
        if (held.size() < expected && untold.size() != 1 || held.size() > expected) {
            throw unreadable(location, "what it has locked");
        }
        while (held.size() < expected) {
            held.add(untold.get(0));
        }
        if (code.isSynchronized()) {
            long own = code.isStatic()
                    ? location.declaringType().classObject().uniqueID()
                    : locals.get(0).bits();
            if (!held.remove((Long) own)) {
                throw unreadable(location, "what it has locked");
            }
        }
        if (held.size() > 1 && Collections.frequency(held, held.get(0)) != held.size()) {
            throw unreadable(location, "in which order it has locked its monitors");
        }
        return held.stream().mapToLong(Long::longValue).toArray();
    }

    /**
     * {@return the monitors that the thread has locked in more frames than the JVM tells} It tells one for each monitor. Of one that is waited for it tells
     * none, since that is not owned meanwhile.
     */
    private List<Long> untold() {
        List<Long> untold = new ArrayList<>();
        if (monitor != null) {
            untold.add(monitor.uniqueID());
        }
        try {
            for (MonitorInfo info : owned) {
                if (info.monitor().entryCount() > 1) {
                    untold.add(info.monitor().uniqueID());
                }
            }
        } catch (IncompatibleThreadStateException e) {
            throw new IllegalStateException("thread " + thread.name() + " is not suspended", e);
        }
        return untold;
    }

    /** {@return the value of a local variable; empty if the JVM does not tell} */
    private Optional<Slot> slot(int position, int slot, VerifierType type) throws IOException {
        if (type == Basic.NULL) {
            return Optional.of(new Slot(type, 0));
        }
        Variable variable = new Variable(position, slot, tag(type));
        if (!variables.containsKey(variable)) {
            ask(variable);
            pipe.finish();
        }
        return variables.get(variable).map(value -> new Slot(type, value.bits()));
    }

    /** Asks for the variables of all frames at once, so that a deep stack does not take a round trip for each. */
    private void askForAll(int from) throws IOException {
        for (int i = from; i < frames.size(); i++) {
            Location location = frames.get(i).location();
            Optional<MethodCode> code = FrameKind.of(location.method()) == FrameKind.ORDINARY
                    ? codes.find(location.method())
                    : Optional.empty();
            if (code.isPresent() && i > 0 && codes.morphs().isOriginal(location)) {
                List<VerifierType> types =
                        code.get().stateAt(codes.morphs().originalBci(location)).locals();
                for (int slot = 0; slot < types.size(); slot++) {
                    VerifierType type = types.get(slot);
                    if (type != Basic.TOP && type != Basic.NULL && !type.isUninitialized()) {
                        ask(new Variable(i, slot, tag(type)));
                    }
                }
            }
        }
        pipe.finish();
    }

    private void ask(Variable variable) throws IOException {
        pipe.send(
                Commands.slotValue(thread.uniqueID(), ids[variable.position()], variable.slot(), variable.tag()),
                value -> variables.put(variable, Optional.of(value)),
                failure -> {
                    if (failure.code() != Commands.INVALID_SLOT) {
                        throw failure;
                    }
                    variables.put(variable, Optional.empty());
                });
    }

    private static char tag(VerifierType type) {
        if (type instanceof Basic basic) {
            switch (basic) {
                case INTEGER:
                    return 'I';
                case FLOAT:
                    return 'F';
                case LONG:
                    return 'J';
                case DOUBLE:
                    return 'D';
                default:
                    throw new IllegalArgumentException("a slot of type " + type + " has no value");
            }
        }
        return 'L';
    }

    private static UnreadableException unreadable(Location location, String what) {
        return new UnreadableException(what + " in " + ProgramThreads.describe(location));
    }
}
