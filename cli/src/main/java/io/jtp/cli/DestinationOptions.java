package io.jtp.cli;

import io.jtp.launch.SshOptions;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a program is started where it goes on: what all commands have in common that do that. */
final class DestinationOptions {

    @Option(
            names = "--java",
            paramLabel = "<path>",
            description = "the java command, or the JDK, to be used at the destination")
    private String java;

    /** {@return that destination for this user} */
    Landing.Request request(DestinationSource where) {
        return new Landing.Request(where, SshOptions.ofUser(), Directories.ofUser(), Optional.ofNullable(java));
    }
}
