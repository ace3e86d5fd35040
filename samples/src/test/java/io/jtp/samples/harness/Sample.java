package io.jtp.samples.harness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A program to move.
 *
 * @param name for reports: the simple name of its class and what tells it from other uses of that class
 * @param mainClass binary name
 * @param arguments for its {@code main}
 * @param vmOptions for its JVM, {@code -D} mostly
 * @param inputBefore standard input that is there from the start
 * @param inputAfter standard input that comes only after the move
 * @param moments how often it calls {@code Here.now()}
 * @param exitCode what it ends with
 */
public record Sample(
        String name,
        String mainClass,
        List<String> arguments,
        List<String> vmOptions,
        String inputBefore,
        String inputAfter,
        int moments,
        int exitCode) {

    /** {@return a sample without arguments and input that ends with 0} */
    public static Sample of(Class<?> mainClass, int moments) {
        return new Sample(mainClass.getSimpleName(), mainClass.getName(), List.of(), List.of(), "", "", moments, 0);
    }

    /** {@return the same with these arguments} */
    public Sample arguments(String... given) {
        return new Sample(
                name + List.of(given),
                mainClass,
                List.of(given),
                vmOptions,
                inputBefore,
                inputAfter,
                moments,
                exitCode);
    }

    /** {@return the same with these options for its JVM} */
    public Sample vmOptions(String... given) {
        return new Sample(name, mainClass, arguments, List.of(given), inputBefore, inputAfter, moments, exitCode);
    }

    /** {@return the same with this standard input} */
    public Sample input(String before, String after) {
        return new Sample(
                after.isEmpty() ? name : name + "[typed later]",
                mainClass,
                arguments,
                vmOptions,
                before,
                after,
                moments,
                exitCode);
    }

    /** {@return the same, expected to end with this} */
    public Sample exitCode(int expected) {
        return new Sample(name, mainClass, arguments, vmOptions, inputBefore, inputAfter, moments, expected);
    }

    /** {@return the command line behind {@code java}, with further options for the JVM in front} */
    public List<String> command(List<String> furtherOptions, String classPath) {
        List<String> command = new ArrayList<>(furtherOptions);
        command.addAll(vmOptions);
        Collections.addAll(command, "-cp", classPath, mainClass);
        command.addAll(arguments);
        return command;
    }

    @Override
    public String toString() {
        return name;
    }
}
