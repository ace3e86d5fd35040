package io.jtp.samples.harness;

import io.jtp.capture.CaptureOptions;
import io.jtp.capture.StopPlace;
import io.jtp.capture.TargetException;
import io.jtp.cli.DestinationSource;
import io.jtp.cli.Directories;
import io.jtp.cli.FilesChoice;
import io.jtp.cli.StdioChoice;
import io.jtp.cli.Teleport;
import io.jtp.cli.TeleportObserver;
import io.jtp.launch.DestinationAddress;
import io.jtp.launch.SshOptions;
import java.util.Optional;

/** Moves without the command line around them, for tests that act in the middle of one. */
public final class Teleports {
    private Teleports() {}

    /** {@return a move like that of {@code jtp attach pid --to destination --at io.jtp.samples.Here.moment}} */
    public static Teleport of(String pid, String destination, TeleportObserver observer) throws TargetException {
        return of(pid, destination, StdioChoice.SOURCE, observer);
    }

    /** {@return the same, with another choice of streams} */
    public static Teleport of(String pid, String destination, StdioChoice streams, TeleportObserver observer)
            throws TargetException {
        return new Teleport(
                new Teleport.Request(
                        pid,
                        DestinationSource.known(DestinationAddress.parse(destination)),
                        SshOptions.ofUser(),
                        Directories.ofUser(),
                        Optional.of(StopPlace.parse("io.jtp.samples.Here.moment")),
                        JavaProcess.PATIENCE,
                        streams,
                        false,
                        false,
                        FilesChoice.SHARED,
                        CaptureOptions.USUAL,
                        Optional.empty(),
                        Optional.empty()),
                observer);
    }
}
