package io.jtp.capture;

import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import io.jtp.capture.CapturedFrame.Construction;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.classfile.Invocation;
import io.jtp.classfile.MethodCode;
import io.jtp.classfile.TypeState;
import io.jtp.classfile.VerifierType;
import io.jtp.classfile.VerifierType.Basic;
import io.jtp.classfile.VerifierType.ObjectType;
import io.jtp.snapshot.Frame.Treatment;
import io.jtp.snapshot.Obstacle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.objectweb.asm.Type;

/** Types the frames of a thread. {@link FrameArrays} gives untyped slots; what type each has at this instruction is known from the class file. */
final class FrameReader {

    /**
     * What was read.
     *
     * @param frames outermost first, all of them if there are no obstacles
     */
    record Result(List<CapturedFrame> frames, List<Obstacle> obstacles) {}

    /** Where in the arrays of a walked frame each typed value is, still to be read. */
    record Shape(
            Location location,
            Optional<MethodCode> code,
            int bci,
            LiveFrame live,
            Treatment treatment,
            List<VerifierType> locals,
            List<VerifierType> operands,
            long[] monitors) {}

    private final JdwpPipe pipe;
    private final MethodCodes codes;
    private final Set<Obstacle> obstacles = new LinkedHashSet<>();
    private final Set<ReferenceType> unreadable = new HashSet<>();
    /** The position of the frame that is being looked at, the outermost being 1. */
    private int depth;

    private String thread;

    FrameReader(JdwpPipe pipe, MethodCodes codes) {
        this.pipe = pipe;
        this.codes = codes;
    }

    /**
     * The frames of a thread as the walker has left them.
     *
     * @param thread for messages
     * @param locations innermost first
     * @param frames one for each
     * @param returned whether the call has returned that the innermost frame was in
     * @param pieces whether compiled frames can lack objects that they have in pieces
     */
    record Walked(String thread, List<Location> locations, List<LiveFrame> frames, boolean returned, boolean pieces) {

        /**
         * {@return those of a thread that stands at an event, without the JDK's way to a virtual one} Empty if they cannot be told just now, see {@link #within}.
         *
         * @param frames of the whole walk
         */
        static Optional<Walked> of(ThreadReference thread, List<LiveFrame> frames) throws IOException {
            List<Location> locations = ProgramThreads.frames(thread).stream()
                    .map(StackFrame::location)
                    .toList();
            List<Location> own = locations.subList(0, VirtualFrames.own(locations));
            Optional<List<LiveFrame>> live =
                    own.size() < locations.size() ? within(own, frames) : Optional.of(sameFrames(locations, frames));
            return live.map(each -> new Walked("thread " + thread.name(), own, each, false, false));
        }
    }

    /** Reads the stack of a thread. */
    Result read(Walked stack) throws IOException {
        obstacles.clear();
        thread = stack.thread();
        List<Shape> shapes = shapes(stack);
        return shapes.size() < stack.locations().size()
                ? new Result(List.of(), List.copyOf(obstacles))
                : captured(shapes, stack.pieces());
    }

    /** {@return what is known of the frames, outermost first} */
    private List<Shape> shapes(Walked stack) {
        List<Location> locations = stack.locations();
        List<Shape> shapes = new ArrayList<>();
        for (int i = locations.size() - 1; i >= 0; i--) {
            boolean calledByOrdinary = i + 1 < locations.size()
                    && FrameKind.of(locations.get(i + 1).method()) == FrameKind.ORDINARY;
            depth = locations.size() - i;
            Method callee = i == 0 ? null : locations.get(i - 1).method();
            shape(
                            locations.get(i),
                            callee,
                            calledByOrdinary,
                            i == 0 && stack.returned(),
                            stack.frames().get(i))
                    .ifPresent(shapes::add);
        }
        return shapes;
    }

    private Result captured(List<Shape> shapes, boolean pieces) throws IOException {
        List<Construction> constructions = Constructions.of(pipe, codes.morphs(), shapes);
        List<CapturedFrame> captured = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            Shape shape = shapes.get(i);
            depth = i + 1;
            if (pieces && shape.live().compiled()) {
                requireWhole(shape);
            }
            captured.add(new CapturedFrame(
                    shape.location(),
                    shape.code(),
                    shape.bci(),
                    line(shape),
                    shape.treatment(),
                    localSlots(shape),
                    operandSlots(shape),
                    shape.monitors(),
                    constructions.get(i)));
        }
        return new Result(List.copyOf(captured), List.copyOf(obstacles));
    }

    /** Null can be null, or an object that compiled code has in pieces; and what is locked then need not be what it seems. */
    private void requireWhole(Shape shape) {
        List<Slot> locals = localSlots(shape);
        boolean whole = shape.live().monitors().length == 0;
        for (int i = 0; i < locals.size(); i++) {
            boolean read = shape.code().isEmpty()
                    || shape.code().get().flow().liveLocals(shape.bci()).get(i);
            whole &= !read || !isNull(locals.get(i));
        }
        if (!whole || operandSlots(shape).stream().anyMatch(FrameReader::isNull)) {
            refuse(shape.location(), "compiled code can have some of them in pieces");
        }
    }

    private static boolean isNull(Slot slot) {
        return slot.type().isReference() && slot.bits() == 0 && slot.type() != Basic.NULL;
    }

    /** {@return of the walked frames those that the debugger interface sees}, without the walker's own calls. */
    static List<LiveFrame> sameFrames(List<Location> frames, List<LiveFrame> walked) throws IOException {
        int own = walked.size() - frames.size();
        if (!isSame(frames, walked, own)) {
            throw different(frames, walked);
        }
        return walked.subList(own, walked.size());
    }

    /**
     * {@return of the frames of a continuation those that the debugger interface sees} At both ends either can leave out some of the JDK's frames around a
     * virtual thread, which differ in compiled code.
     *
     * @param frames some of the thread's own
     * @return empty if they are not there, or in several places: a thread that the JVM is just changing
     */
    static Optional<List<LiveFrame>> within(List<Location> frames, List<LiveFrame> walked) {
        List<Integer> starts = IntStream.rangeClosed(0, walked.size() - frames.size())
                .filter(start -> isSame(frames, walked, start))
                .boxed()
                .toList();
        return starts.size() == 1
                ? Optional.of(walked.subList(starts.get(0), starts.get(0) + frames.size()))
                : Optional.empty();
    }

    private static boolean isSame(List<Location> frames, List<LiveFrame> walked, int start) {
        boolean same = start >= 0;
        for (int i = 0; same && i < frames.size(); i++) {
            Location location = frames.get(i);
            same = location.method().isNative()
                    || location.codeIndex() == walked.get(start + i).bci();
        }
        return same;
    }

    private static IOException different(List<Location> frames, List<LiveFrame> walked) {
        return new IOException("the target's stack walker and its debugger interface see different frames: "
                + walked.size() + " and " + frames.size());
    }

    /**
     * Types the slots of a frame; empty, with an obstacle, where that cannot be done.
     *
     * @param callee what it has called, or null in the innermost frame
     * @param returned whether that call, of a method that returns nothing, has returned
     */
    private Optional<Shape> shape(
            Location location, Method callee, boolean calledByOrdinary, boolean returned, LiveFrame live) {
        Method method = location.method();
        if (FrameKind.of(method) != FrameKind.ORDINARY) {
            // what reflective code passes on to more of its kind is its own affair
            List<VerifierType> parameters = calledByOrdinary ? parameters(method) : List.of();
            if (parameters.size() > live.locals().count()) {
                return refuse(location, "has " + live.locals().count() + " slots for " + parameters.size());
            }
            int bci = method.isNative() ? -1 : (int) location.codeIndex();
            return Optional.of(new Shape(
                    location, Optional.empty(), bci, live, Treatment.OPAQUE, parameters, List.of(), new long[0]));
        }
        Optional<MethodCode> found = codes.find(method);
        if (found.isEmpty()) {
            // once is enough, wherever else methods of this class are on the stack
            if (unreadable.add(method.declaringType())) {
                Obstacle why = codes.obstacle(method.declaringType());
                obstacles.add(new Obstacle(place(location), why.problem(), why.remedy()));
            }
            return Optional.empty();
        }
        MethodCode code = found.get();
        int at = codes.morphs().originalBci(location);
        int bci = returned ? code.next(at) : at;
        TypeState state = code.stateAt(bci);
        List<VerifierType> operands = state.stack();
        if (callee != null) {
            Optional<Invocation> call = code.invocationAt(bci);
            if (call.isEmpty() && !callee.isStaticInitializer()) {
                return refuse(location, "the JVM itself has called Java code from here");
            }
            // what another instruction needs while it initialises a class is all still there
            int taken = call.map(Invocation::argumentEntries).orElse(0);
            operands = operands.subList(0, operands.size() - taken);
        }
        int width = operands.stream().mapToInt(FrameReader::width).sum();
        if (live.locals().count() < state.locals().size() || live.operands().count() != width) {
            return refuse(
                    location,
                    "the JVM shows " + live.locals().count() + " local variables and "
                            + live.operands().count()
                            + " operand slots, the class file says "
                            + state.locals().size() + " and " + width);
        }
        return Optional.of(new Shape(
                location,
                found,
                bci,
                live,
                Treatment.MORPH,
                state.locals(),
                operands,
                monitors(method, live.monitors())));
    }

    private Optional<Shape> refuse(Location location, String problem) {
        obstacles.add(new Obstacle(
                place(location),
                "its variables cannot be told apart: " + problem,
                "Stop the program elsewhere, with --at",
                depth));
        return Optional.empty();
    }

    private String place(Location location) {
        return thread + ", " + ProgramThreads.describe(location);
    }

    /**
     * A synchronized method holds its own lock first, and takes it again by itself when it is called again. Null stands for a monitor that
     * was released: the interpreter keeps its place in the frame for the next one.
     */
    private static long[] monitors(Method method, long[] monitors) {
        return Arrays.stream(monitors)
                .skip(method.isSynchronized() ? 1 : 0)
                .filter(monitor -> monitor != 0)
                .toArray();
    }

    /** {@return what the slots hold when a method begins} */
    static List<VerifierType> parameters(Method method) {
        List<VerifierType> types = new ArrayList<>();
        if (!method.isStatic()) {
            types.add(new ObjectType(method.declaringType().name().replace('.', '/')));
        }
        for (Type parameter : Type.getArgumentTypes(method.signature())) {
            VerifierType type = VerifierType.of(parameter);
            types.add(type);
            if (type.isWide()) {
                types.add(Basic.TOP);
            }
        }
        return types;
    }

    private static int width(VerifierType type) {
        return type.isWide() ? 2 : 1;
    }

    private List<Slot> localSlots(Shape shape) {
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < shape.locals().size(); i++) {
            slots.add(slot(shape, shape.locals().get(i), shape.live().locals(), i));
        }
        return slots;
    }

    private List<Slot> operandSlots(Shape shape) {
        List<Slot> slots = new ArrayList<>();
        int at = 0;
        for (VerifierType operand : shape.operands()) {
            slots.add(slot(shape, operand, shape.live().operands(), at));
            at += width(operand);
        }
        return slots;
    }

    private Slot slot(Shape shape, VerifierType type, LiveFrame.Slots slots, int at) {
        if (type == Basic.TOP) {
            return Slot.TOP;
        } else if (type.isReference()) {
            // what the JVM knows to be dead, it does not keep
            return new Slot(type, slots.reference(at));
        }
        int last = at + width(type) - 1;
        if (!slots.hasBits(last)) {
            refuse(shape.location(), "slot " + at + " should hold a " + type + " and holds none");
            return Slot.TOP;
        }
        // what is narrower than a slot has garbage above it
        long bits = slots.bits(last);
        return new Slot(type, type == Basic.INTEGER || type == Basic.FLOAT ? (int) bits : bits);
    }

    private static int line(Shape shape) {
        if (shape.code().isPresent()) {
            return shape.code().get().line(shape.bci());
        }
        return shape.location().method().isNative() ? -1 : shape.location().lineNumber();
    }
}
