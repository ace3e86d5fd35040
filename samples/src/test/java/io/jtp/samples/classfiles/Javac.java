package io.jtp.samples.classfiles;

import io.jtp.samples.harness.Baseline;
import io.jtp.samples.harness.Ending;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.MadeClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compiles sources of this module, with a {@code javac} and with options that the build does not use. */
final class Javac {

    private Javac() {}

    /** Compiles classes of {@code src/main/java}. */
    static MadeClasses.Maker samples(List<String> options, Class<?>... classes) {
        return directory -> {
            List<Path> files = new ArrayList<>();
            for (Class<?> each : classes) {
                files.add(sources("java").resolve(each.getName().replace('.', '/') + ".java"));
            }
            compile(Jdk.current(), options, files, directory);
        };
    }

    /** {@return the folder of this name in {@code src/main}} */
    static Path sources(String folder) {
        return Path.of(Baseline.classPath())
                .resolveSibling("../src/main/" + folder)
                .normalize();
    }

    static void compile(Jdk jdk, List<String> options, List<Path> files, Path directory)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(jdk.home().resolve("bin/javac").toString());
        command.addAll(options);
        command.addAll(List.of("-nowarn", "-cp", Baseline.classPath(), "-d", directory.toString()));
        files.forEach(file -> command.add(file.toString()));
        try (JavaProcess javac = JavaProcess.start(command, directory)) {
            Ending ending = javac.awaitEnd();
            if (ending.exitCode() != 0) {
                throw new IOException(javac.toString());
            }
        }
    }
}
