package io.jtp.cli;

import io.jtp.launch.Destination;
import io.jtp.launch.DestinationAddress;
import io.jtp.launch.DetachedPrograms;
import io.jtp.launch.LaunchException;
import io.jtp.launch.SshOptions;
import java.io.IOException;
import java.util.OptionalInt;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which detached program a command is about. */
final class DetachedOption {
    @Parameters(paramLabel = "<id>", description = "what jtp attach --detach has printed")
    private String id;

    @Option(
            names = "--on",
            paramLabel = "<dest>",
            converter = DestinationConverter.class,
            description = "where it is (default: where it went from here, or else this machine)")
    private DestinationAddress on;

    /** What is done with it. */
    interface Work<T> {
        T with(DetachedPrograms programs, String id) throws LaunchException, InterruptedException;
    }

    /** Connects to where it is. */
    <T> T reach(Work<T> work) throws TeleportException, IOException, InterruptedException {
        DestinationAddress known = new Detached(Directories.ofUser()).address(id);
        try (Destination destination = Destination.connect(on == null ? known : on, SshOptions.ofUser())) {
            return work.with(destination.detachedPrograms(), id);
        } catch (LaunchException e) {
            throw e.kind() == LaunchException.Kind.USAGE
                    ? TeleportException.usage(e.getMessage(), e)
                    : TeleportException.rolledBack(e.getMessage(), e);
        }
    }

    /** {@return what jtp ends with after a program has} */
    static int exitCode(OptionalInt exitCode) throws TeleportException {
        return exitCode.orElseThrow(() ->
                TeleportException.rolledBack("the program has ended, and nobody was left to see its exit code", null));
    }
}
