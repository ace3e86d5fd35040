package io.jtp.cli;

import io.jtp.launch.DestinationAddress;
import io.jtp.launch.LaunchException;
import java.io.IOException;

/** Where a program is to go on: at a place that is known, or that is yet to be provided, see {@link Provision}. */
public abstract class DestinationSource {

    DestinationSource() {}

    /** {@return the place} Asked for once, while the program runs. @param undertaking gives it back at its end, whatever that is */
    abstract DestinationAddress find(Undertaking undertaking) throws LaunchException, IOException, InterruptedException;

    public static DestinationSource known(DestinationAddress address) {
        return new DestinationSource() {
            @Override
            DestinationAddress find(Undertaking undertaking) {
                return address;
            }
        };
    }
}
