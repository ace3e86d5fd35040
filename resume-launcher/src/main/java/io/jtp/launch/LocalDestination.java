package io.jtp.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** This machine: JVMs are child processes, files are used where they are. */
public final class LocalDestination implements Destination {
    private final Shell shell = new LocalShell();

    LocalDestination() {}

    @Override
    public RemoteJdk findJdk(Optional<String> java, WantedJdk wanted) throws LaunchException {
        return JdkFinder.find(shell, java, wanted);
    }

    @Override
    public PlacedFiles place(Path agentJar, List<Path> classPath) throws LaunchException {
        if (!Files.isRegularFile(agentJar)) {
            throw LaunchException.environment(
                    "The agent jar " + agentJar + " is missing: jtp is not completely installed");
        }
        List<String> entries =
                classPath.stream().map(Path::toAbsolutePath).map(Path::toString).toList();
        return new PlacedFiles(agentJar.toAbsolutePath().toString(), entries, 0, 0);
    }

    @Override
    public DestinationJvm boot(LaunchSpec spec) throws LaunchException {
        return new DestinationJvm(shell, spec);
    }

    @Override
    public SentFiles sentFiles() {
        return new SentFiles(shell);
    }

    @Override
    public String name() {
        return shell.name();
    }

    /** Nothing is held open. */
    @Override
    public void close() {}
}
