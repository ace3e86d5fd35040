package io.jtp.cli;

import io.jtp.launch.DestinationAddress;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where one program is to go on: {@code --to}, or {@code --provision}. */
final class WhereOptions {

    @Option(
            names = "--to",
            required = true,
            paramLabel = "<dest>",
            converter = DestinationConverter.class,
            description = "where to: local, or [ssh://][user@]host[:port]")
    private DestinationAddress to;

    @ArgGroup(exclusive = false, multiplicity = "1")
    private Provisioning provisioning;

    /** A destination that has to be made first. */
    private static final class Provisioning {
        @Option(
                names = "--provision",
                required = true,
                paramLabel = "<command>",
                description =
                        "where a shell command says, in the last line that it prints: it may first start an instance or wait for a node")
        private String provide;

        @Option(
                names = "--release",
                paramLabel = "<command>",
                description = "a shell command that gives the destination back, at the end or after a failure: $"
                        + Provision.DESTINATION + " is the destination, $" + Provision.PROVISIONED
                        + " all that the first command has printed")
        private String release;
    }

    /** {@return whether it is to be given back} Somebody has to be there then. */
    boolean isReleased() {
        return provisioning != null && provisioning.release != null;
    }

    DestinationSource source(TeleportObserver observer) {
        return provisioning == null
                ? DestinationSource.known(to)
                : new Provision(provisioning.provide, Optional.ofNullable(provisioning.release), observer);
    }
}
