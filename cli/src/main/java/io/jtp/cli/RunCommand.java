package io.jtp.cli;

import io.jtp.capture.JavaArguments;
import io.jtp.capture.JdwpOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Starts a program with the agent's option.
 *
 * <p>A process can only be replaced by another program from a shell. So the launcher script asks this command what is to be added, and then
 * becomes the program's JVM: whoever started jtp has that process, with its pid and all signals. Without the script the JVM is a child,
 * and this process stands for it as well as one can.
 */
@Command(
        name = "run",
        header = "Starts a program so that it can be moved.",
        description = {
            "Adds the JDWP agent to a java command, listening on a free port of the loopback interface, and nothing"
                    + " else: the program has jtp's process, with its standard streams, its exit code and its signals."
        },
        footerHeading = "%nExample:%n",
        footer = "  jtp run -- java -cp classes Countdown",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class RunCommand implements Callable<Integer> {

    private static final int FIRST_RELEASE = 17;

    /** Set by the launcher script, which reads the answer. */
    private static final String SCRIPT = "jtp.run";

    private static final List<String> VARIABLES = List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS");

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "java <word>",
            arity = "1..*",
            description = "the command, as it is given without jtp; best with -- before it")
    private List<String> command;

    @Override
    public Integer call() throws IOException, InterruptedException {
        JavaCommand java = JavaCommand.find(command.get(0)).orElseThrow(() -> wrong(notFound()));
        if (!java.isLauncher()) {
            throw wrong("'" + command.get(0)
                    + "' is not the java command of a JDK. A program that is started in another way "
                    + "needs this option for its JVM: " + JdwpOption.PLAIN);
        }
        refuseSecondAgent();
        int feature = java.feature();
        if (feature < FIRST_RELEASE) {
            throw wrong(java.file() + " is of release " + feature + "; programs can be moved from release "
                    + FIRST_RELEASE + " on");
        }
        String option = JdwpOption.of(feature);
        if (Verbosity.of(spec).verbose()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("jtp: adding " + option);
            err.flush();
        }
        if ("exec".equals(System.getProperty(SCRIPT))) {
            answer(option);
            return ExitCode.DONE;
        }
        return runChild(option);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private String notFound() {
        return "there is no command '" + command.get(0) + "'. What has to be given is the whole command, as in "
                + "jtp run -- java -cp classes Main";
    }

    /** Of two agents the JVM says that it cannot load them, and ends; jtp could not tell where the other one listens. */
    private void refuseSecondAgent() throws IOException {
        JavaArguments arguments = JavaArguments.of(command.subList(1, command.size()));
        for (String option : arguments.options()) {
            if (JdwpOption.is(option) || option.startsWith("@") && JdwpOption.isIn(content(option.substring(1)))) {
                throw wrong("a JDWP agent is there already: " + option
                        + ". Leave that out, or start the program without jtp run: "
                        + "if its agent listens (server=y), it can be moved as it is");
            }
        }
        for (String variable : VARIABLES) {
            String value = System.getenv(variable);
            if (value != null && JdwpOption.isIn(value)) {
                throw wrong("a JDWP agent is there already: the environment has " + variable + "=" + value
                        + ". Unset that, or start the program without jtp run: if its agent listens (server=y), "
                        + "it can be moved as it is");
            }
        }
    }

    /** {@return what a file of words says; one that is not there is the launcher's to complain of} */
    private static String content(String file) throws IOException {
        Path path = Path.of(file);
        return Files.isRegularFile(path) ? Files.readString(path, StandardCharsets.ISO_8859_1) : "";
    }

    /** Tells the script how many of its words are jtp's own, and what to add behind the one that follows. */
    private void answer(String option) {
        int own = spec.root().commandLine().getParseResult().originalArgs().size() - command.size();
        PrintWriter out = spec.commandLine().getOut();
        out.println("exec " + own + " " + option);
        out.flush();
    }

    private int runChild(String option) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(command);
        words.add(1, option);
        Process child = new ProcessBuilder(words).inheritIO().start();
        Thread end = new Thread(() -> end(child), "jtp end");
        Runtime.getRuntime().addShutdownHook(end);
        return child.waitFor();
    }

    /** A signal that ends this process is meant for the program, whose shutdown hooks take what time they need. */
    private static void end(Process child) {
        child.destroy();
        try {
            child.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
