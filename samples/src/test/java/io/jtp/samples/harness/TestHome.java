package io.jtp.samples.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The home directory of the user who runs these tests, as far as jtp looks at it: the build sets {@code user.home}, {@code HOME} and
 * {@code XDG_CACHE_HOME} to places below {@code target}.
 */
public final class TestHome {
    private static final String KNOWN_HOSTS = "known_hosts";

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

    /** Adds lines to {@code ~/.ssh/known_hosts}, in place of what was known of the same addresses: servers come and go, and their ports come again. */
    public static synchronized void know(String lines) throws IOException {
        write(without(lines) + lines);
    }

    /** Takes what is known of the addresses in these lines out of {@code ~/.ssh/known_hosts}. */
    public static synchronized void forget(String lines) throws IOException {
        write(without(lines));
    }

    /** A program that reads it just then reads all of it. */
    private static void write(String text) throws IOException {
        Path next = Files.writeString(ssh().resolve(KNOWN_HOSTS + ".next"), text);
        Files.move(next, ssh().resolve(KNOWN_HOSTS), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String without(String lines) throws IOException {
        Path file = ssh().resolve(KNOWN_HOSTS);
        if (!Files.exists(file)) {
            return "";
        }
        Set<String> addresses = lines.lines().map(TestHome::address).collect(Collectors.toSet());
        return Files.readString(file)
                .lines()
                .filter(line -> !addresses.contains(address(line)))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static String address(String line) {
        return line.substring(0, Math.max(0, line.indexOf(' ')));
    }
}
