package io.jtp.samples.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The home directory of the user who runs these tests, as far as jtp looks at it: the build sets {@code user.home}, {@code HOME} and
 * {@code XDG_CACHE_HOME} to places below {@code target}.
 */
public final class TestHome {
    private TestHome() {}

    /** {@return the directory of keys and known hosts} */
    public static Path ssh() throws IOException {
        Path home = Path.of(System.getProperty("user.home"));
        if (!home.toString().contains("target")) {
            throw new IllegalStateException(
                    "user.home is " + home + ", not a directory of this build: run the tests by Maven, or with"
                            + " -Duser.home=.../target/home");
        }
        return Files.createDirectories(home.resolve(".ssh"));
    }

    /** Makes this key the user's. */
    public static void useIdentity(Path privateKey) throws IOException {
        Files.copy(
                privateKey,
                ssh().resolve("id_ecdsa"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** Adds lines to {@code ~/.ssh/known_hosts}. */
    public static void know(String lines) throws IOException {
        Files.writeString(ssh().resolve("known_hosts"), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
