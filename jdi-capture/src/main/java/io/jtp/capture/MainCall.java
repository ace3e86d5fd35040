package io.jtp.capture;

import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import io.jtp.snapshot.Obstacle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The launcher's call of {@code main}, told from the outermost frame of the main thread. While that is an initialiser, of the main class or
 * of one above it, {@code main} is still to be called.
 *
 * @param type internal name of the main class
 * @param arguments what {@code main} is to be called with; empty if it has been called
 */
record MainCall(String type, List<String> arguments) {

    static final MainCall UNKNOWN = new MainCall("", List.of());

    private static final Logger LOG = LoggerFactory.getLogger(MainCall.class);
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
                Optional<MainCall> call = toCome(thread.virtualMachine(), commandLine);
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

    /**
     * The call of a main that has returned, its thread ended.
     *
     * @param directory that the program was started in
     */
    static MainCall ended(VirtualMachine vm, List<String> commandLine, Path directory, List<Obstacle> obstacles) {
        Optional<MainCall> call = toCome(vm, commandLine).or(() -> ofJar(vm, commandLine, directory));
        if (call.isEmpty()) {
            obstacles.add(new Obstacle(
                    "thread main",
                    "main has returned, and its class cannot be known",
                    "Start the program with java and a class or a jar that has a public static void main(String[])"));
        }
        return call.orElse(UNKNOWN);
    }

    /** {@return the command line with the main class in place of the module, with or without a class, that was started} */
    static List<String> ofModule(List<String> commandLine, String mainModule, String mainClass) {
        if (mainModule.isEmpty() || commandLine.isEmpty()) {
            return commandLine;
        }
        List<String> command = new ArrayList<>(commandLine);
        command.set(0, mainClass);
        return command;
    }

    /** The first word can be the file after -jar. */
    private static Optional<MainCall> ofJar(VirtualMachine vm, List<String> commandLine, Path directory) {
        if (commandLine.isEmpty() || !Files.isRegularFile(directory.resolve(commandLine.get(0)))) {
            return Optional.empty();
        }
        try (JarFile jar = new JarFile(directory.resolve(commandLine.get(0)).toFile())) {
            Manifest manifest = jar.getManifest();
            String type = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
            List<String> command = new ArrayList<>(commandLine);
            command.set(0, type == null ? "" : type.strip());
            return toCome(vm, command);
        } catch (IOException e) {
            LOG.debug("{} is no jar", commandLine.get(0), e);
            return Optional.empty();
        }
    }

    private static String place(ThreadReference thread, List<StackFrame> frames) {
        return "thread " + thread.name()
                + (frames.isEmpty()
                        ? ""
                        : ", "
                                + ProgramThreads.describe(
                                        frames.get(frames.size() - 1).location()));
    }

    static boolean isMain(Method method) {
        return method.name().equals("main")
                && method.isStatic()
                && method.signature().equals(DESCRIPTOR);
    }

    /** The first word names the main class, unless it is a jar. */
    private static Optional<MainCall> toCome(VirtualMachine vm, List<String> commandLine) {
        if (commandLine.isEmpty()) {
            return Optional.empty();
        }
        List<ReferenceType> types = vm.classesByName(commandLine.get(0).replace('/', '.')).stream()
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
