package io.jtp.cli;

import io.jtp.launch.DestinationAddress;
import io.jtp.launch.DetachedPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Remembers where the programs are that were detached from this machine. */
final class Detached {
    private static final int ID_BYTES = 5;

    private final Path directory;

    Detached(Directories directories) {
        directory = directories.state().resolve("elsewhere");
    }

    /** {@return an id that no other program has} */
    static String newId() {
        byte[] random = new byte[ID_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    void remember(String id, DestinationAddress address) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path file = Files.createFile(
                directory.resolve(id),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, address + "\n");
    }

    void forget(String id) throws IOException {
        Files.deleteIfExists(directory.resolve(id));
    }

    /** {@return where that program went from here; this machine, if nothing is known of it} */
    DestinationAddress address(String id) throws TeleportException, IOException {
        if (!DetachedPrograms.isId(id)) {
            throw TeleportException.usage("'" + id + "' is no id of a detached program", null);
        }
        try {
            return DestinationAddress.parse(
                    Files.readString(directory.resolve(id)).strip());
        } catch (NoSuchFileException e) {
            return DestinationAddress.parse("local");
        }
    }
}
