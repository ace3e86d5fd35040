package io.jtp.samples.harness;

import java.io.File;
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
 * @param classes what stands in front of the samples' own classes on its class path
 * @param since the first feature release that it runs on
 */
public record Sample(
        String name,
        String mainClass,
        List<String> arguments,
        List<String> vmOptions,
        String inputBefore,
        String inputAfter,
        int moments,
        int exitCode,
        List<Classes> classes,
        int since) {

    private static final int OLDEST = 17;
    private static final int VIRTUAL_THREADS = 21;

    /** JVMs that start at the same moment can print a warning, on 25, that the file with another one's performance data is locked. */
    private static final String QUIET_PERFORMANCE_DATA = "-Xlog:perf+memops=off";

    /** {@return a sample without arguments and input that ends with 0} */
    public static Sample of(Class<?> mainClass, int moments) {
        return named(mainClass.getName(), moments);
    }

    /** {@return the same for a class that is not in the ordinary build} */
    public static Sample named(String mainClass, int moments) {
        String name = mainClass.substring(mainClass.lastIndexOf('.') + 1);
        return new Sample(name, mainClass, List.of(), List.of(), "", "", moments, 0, List.of(), OLDEST);
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
                exitCode,
                classes,
                since);
    }

    /** {@return the same with these options for its JVM} */
    public Sample vmOptions(String... given) {
        return new Sample(
                name, mainClass, arguments, List.of(given), inputBefore, inputAfter, moments, exitCode, classes, since);
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
                exitCode,
                classes,
                since);
    }

    /** {@return the same with all its input there from the start} */
    public Sample typedBefore() {
        return input(inputBefore + inputAfter, "");
    }

    /** {@return whether it reads standard input} */
    boolean reads() {
        return !(inputBefore + inputAfter).isEmpty();
    }

    /** {@return the same, expected to end with this} */
    public Sample exitCode(int expected) {
        return new Sample(
                name, mainClass, arguments, vmOptions, inputBefore, inputAfter, moments, expected, classes, since);
    }

    /** {@return the same with these in front of the samples' own classes} */
    public Sample classes(Classes... given) {
        return new Sample(
                name,
                mainClass,
                arguments,
                vmOptions,
                inputBefore,
                inputAfter,
                moments,
                exitCode,
                List.of(given),
                since);
    }

    /** {@return the same under another name} */
    public Sample called(String given) {
        return new Sample(
                given, mainClass, arguments, vmOptions, inputBefore, inputAfter, moments, exitCode, classes, since);
    }

    /** {@return the same, only for this feature release and later ones} */
    public Sample since(int feature) {
        return new Sample(
                name, mainClass, arguments, vmOptions, inputBefore, inputAfter, moments, exitCode, classes, feature);
    }

    /** {@return the option with which it can be moved, those of JDK 21 and later with their virtual threads} */
    public String jdwp() {
        return since < VIRTUAL_THREADS ? Mover.JDWP : Mover.JDWP + ",includevirtualthreads=y";
    }

    /** {@return the JDKs on this machine that it runs on} */
    public List<Jdk> jdks() {
        return Jdk.all().stream().filter(jdk -> jdk.feature() >= since).toList();
    }

    /** {@return the JDK to run it on where one is enough: the one that runs this test if it can} */
    public Jdk jdk() {
        return Jdk.current().feature() >= since ? Jdk.current() : jdks().get(0);
    }

    /** {@return its class path} */
    public String classPath() {
        StringBuilder path = new StringBuilder();
        classes.forEach(each -> path.append(each.place()).append(File.pathSeparator));
        return path + Baseline.classPath();
    }

    /** {@return the command line behind {@code java}, with further options for the JVM in front} */
    public List<String> command(List<String> furtherOptions) {
        List<String> command = new ArrayList<>(furtherOptions);
        command.add(QUIET_PERFORMANCE_DATA);
        command.addAll(vmOptions);
        Collections.addAll(command, "-cp", classPath(), mainClass);
        command.addAll(arguments);
        return command;
    }

    @Override
    public String toString() {
        return name;
    }
}
