package io.jtp.capture;

import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import io.jtp.snapshot.Obstacle;
import java.util.List;
import java.util.Optional;

/**
 * The launcher's call of {@code main}, told from the outermost frame of the main thread. While that is an initialiser, of the main class or
 * of one above it, {@code main} is still to be called.
 *
 * @param type internal name of the main class
 * @param arguments what {@code main} is to be called with; empty if it has been called
 */
record MainCall(String type, List<String> arguments) {

    static final MainCall UNKNOWN = new MainCall("", List.of());

    private static final String DESCRIPTOR = "([Ljava/lang/String;)V";

    /**
     * Looks at the main thread, which is suspended.
     *
     * @param commandLine see {@link JvmProcess}
     * @param obstacles is told why the result is {@link #UNKNOWN}
     */
    static MainCall of(ThreadReference thread, List<String> commandLine, List<Obstacle> obstacles) {
        List<StackFrame> frames = ProgramThreads.frames(thread);
        if (!frames.isEmpty()) {
            Method outermost = frames.get(frames.size() - 1).location().method();
            if (isMain(outermost)) {
                return new MainCall(outermost.declaringType().name().replace('.', '/'), List.of());
            }
            if (outermost.isStaticInitializer() && ProgramThreads.isOfProgram(outermost.declaringType())) {
                Optional<MainCall> call = toCome(thread, commandLine);
                if (call.isEmpty()) {
                    obstacles.add(new Obstacle(
                            place(thread, frames),
                            "main has not been called yet, and its class and arguments cannot be known",
                            "Try again when the initialiser of the main class has returned"));
                }
                return call.orElse(UNKNOWN);
            }
        }
        obstacles.add(new Obstacle(
                place(thread, frames),
                "the main thread was not started at a public static void main(String[])",
                "Start the program with java and a class that has such a method"));
        return UNKNOWN;
    }

    private static String place(ThreadReference thread, List<StackFrame> frames) {
        return "thread " + thread.name()
                + (frames.isEmpty()
                        ? ""
                        : ", "
                                + ProgramThreads.describe(
                                        frames.get(frames.size() - 1).location()));
    }

    private static boolean isMain(Method method) {
        return method.name().equals("main")
                && method.isStatic()
                && method.signature().equals(DESCRIPTOR);
    }

    /** The first word names the main class, unless it is a jar or a module. */
    private static Optional<MainCall> toCome(ThreadReference thread, List<String> commandLine) {
        if (commandLine.isEmpty()) {
            return Optional.empty();
        }
        List<ReferenceType> types = thread
                .virtualMachine()
                .classesByName(commandLine.get(0).replace('/', '.'))
                .stream()
                .filter(ProgramThreads::isOfProgram)
                .toList();
        if (types.size() != 1
                || types.get(0).methodsByName("main", DESCRIPTOR).stream().noneMatch(MainCall::isMain)) {
            return Optional.empty();
        }
        return Optional.of(new MainCall(
                types.get(0).name().replace('.', '/'), List.copyOf(commandLine.subList(1, commandLine.size()))));
    }
}
