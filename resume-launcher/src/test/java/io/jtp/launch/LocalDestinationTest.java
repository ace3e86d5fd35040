package io.jtp.launch;

import java.nio.file.Path;

final class LocalDestinationTest extends DestinationContract {
    @Override
    Destination connect() throws LaunchException {
        return Destination.connect(DestinationAddress.parse("local"), SshOptions.ofUser());
    }

    @Override
    Destination reconnect() throws LaunchException {
        return connect();
    }

    @Override
    Path state() {
        return Path.of(System.getenv("XDG_STATE_HOME"));
    }
}
