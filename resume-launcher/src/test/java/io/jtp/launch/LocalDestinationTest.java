package io.jtp.launch;

final class LocalDestinationTest extends DestinationContract {
    @Override
    Destination connect() throws LaunchException {
        return Destination.connect(DestinationAddress.parse("local"), SshOptions.ofUser());
    }
}
