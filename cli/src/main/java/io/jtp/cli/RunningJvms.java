package io.jtp.cli;

import io.jtp.capture.JavaProcesses;
import io.jtp.cli.batch.RunningJvm;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/** The JVMs of this user on this machine, for a batch. */
final class RunningJvms {
    private static final String DEADLINE = "-Djtp.deadline=";

    private RunningJvms() {}

    static List<RunningJvm> find() throws IOException {
        try {
            return JavaProcesses.list().stream()
                    .map(jvm -> new RunningJvm(
                            jvm.pid(), jvm.main(), jvm.impediment().isEmpty(), deadline(jvm.pid())))
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while looking for programs", e);
        }
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
