package io.jtp.samples.harness;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** An entry of a sample's class path. */
@FunctionalInterface
public interface Classes {

    /** {@return the directory or jar; it exists} */
    Path place();

    /** {@return where this class of a library comes from} */
    static Classes of(Class<?> member) {
        try {
            Path place = Path.of(
                    member.getProtectionDomain().getCodeSource().getLocation().toURI());
            return () -> place;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
