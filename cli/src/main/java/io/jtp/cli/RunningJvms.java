package io.jtp.cli;

import io.jtp.cli.batch.RunningJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/** The JVMs of this user on this machine, for a batch. */
final class RunningJvms {
    private static final String DEADLINE = "-Djtp.deadline=";

    private static final Set<String> WITH_VALUE = Set.of(
            "-cp",
            "-classpath",
            "--class-path",
            "-p",
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--add-exports",
            "--add-opens",
            "--add-reads",
            "--limit-modules",
            "--patch-module");

    private RunningJvms() {}

    static List<RunningJvm> find() {
        String user = ProcessHandle.current().info().user().orElse("");
        List<RunningJvm> found = new ArrayList<>();
        for (ProcessHandle process : ProcessHandle.allProcesses().sorted().toList()) {
            if (process.pid() != ProcessHandle.current().pid()
                    && process.info().user().equals(Optional.of(user))) {
                look(process.pid()).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<RunningJvm> look(long pid) {
        Path directory = Path.of("/proc", Long.toString(pid));
        try {
            String maps = Files.readString(directory.resolve("maps"), StandardCharsets.ISO_8859_1);
            if (!maps.contains("/libjvm.so")) {
                return Optional.empty();
            }
            String[] words = Files.readString(directory.resolve("cmdline")).split("\0");
            return Optional.of(new RunningJvm(pid, main(words), maps.contains("/libjdwp.so"), deadline(pid)));
        } catch (IOException e) {
            // it has ended, or is not to be looked at
            return Optional.empty();
        }
    }

    /** {@return what a java command runs: the first word that is no option, nor the value of one} */
    private static String main(String[] words) {
        for (int i = 1; i < words.length; i++) {
            if (WITH_VALUE.contains(words[i])) {
                i++;
            } else if (!words[i].startsWith("-")) {
                return words[i];
            }
        }
        return "";
    }

    /** {@return what a program's command line says; nothing if it says something else than a length of time} */
    private static Optional<Duration> deadline(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().arguments())
                .flatMap(words -> Stream.of(words)
                        .filter(word -> word.startsWith(DEADLINE))
                        .findFirst())
                .flatMap(word -> {
                    try {
                        return Optional.of(new DurationConverter().convert(word.substring(DEADLINE.length())));
                    } catch (TypeConversionException e) {
                        return Optional.empty();
                    }
                });
    }
}
