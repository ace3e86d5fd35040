package io.jtp.samples.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code jtp} command as it is installed: the launcher script with the jar of this build. */
public final class Launcher {
    private static final Path JAR =
            Path.of("../cli/target/jtp-cli.jar").toAbsolutePath().normalize();
    private static final Path SCRIPT =
            Path.of("../cli/src/main/dist/bin/jtp").toAbsolutePath().normalize();

    private Launcher() {}

    /** {@return words that become the script's process} It runs on this test's JDK. */
    public static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(
                List.of("env", "JAVA_HOME=" + System.getProperty("java.home"), "JTP_JAR=" + JAR, SCRIPT.toString()));
        command.addAll(arguments);
        return command;
    }

    /** {@return words that run the jar without the script} */
    public static List<String> ofJar(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(Jdk.current().java().toString(), "-jar", JAR.toString()));
        command.addAll(arguments);
        return command;
    }
}
