package io.jtp.launch;

import io.jtp.snapshot.Origin;
import java.util.Optional;

/**
 * The JDK build that a program runs on and has to go on with.
 *
 * @param vmVersion {@code java.vm.version}
 * @param vmVendor {@code java.vm.vendor}
 * @param home {@code java.home} of the source, a place worth looking at on the destination too
 */
public record WantedJdk(String vmVersion, String vmVendor, Optional<String> home) {

    /** {@return the build that a program runs on} */
    public static WantedJdk of(Origin origin) {
        return new WantedJdk(
                origin.vmVersion(),
                origin.vmVendor(),
                Optional.ofNullable(origin.properties().get("java.home")));
    }
}
