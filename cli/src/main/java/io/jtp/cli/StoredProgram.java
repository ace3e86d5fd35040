package io.jtp.cli;

import com.sun.security.auth.module.UnixSystem;
import io.jtp.snapshot.PackedFile;
import io.jtp.snapshot.ProgramFile;
import io.jtp.snapshot.SnapshotFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A program in a file of the user's. */
final class StoredProgram {
    private final ProgramFile program;

    private StoredProgram(ProgramFile program) {
        this.program = program;
    }

    /**
     * Reads a file that is to be run: whoever can write to it could have anything done in the user's name.
     *
     * @throws TeleportException if it is nobody's but the user's to say what is in it, or is not a whole snapshot of this format
     */
    static StoredProgram read(Path file) throws TeleportException {
        try {
            requireOwn(file);
            return new StoredProgram(ProgramFile.read(file));
        } catch (NoSuchFileException e) {
            throw TeleportException.usage("there is no file " + file, e);
        } catch (SnapshotFormatException e) {
            throw TeleportException.usage(file + " cannot be resumed: " + e.getMessage(), e);
        } catch (IOException e) {
            throw TeleportException.usage(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void requireOwn(Path file) throws TeleportException, IOException {
        if (Files.isDirectory(file)) {
            throw TeleportException.usage(file + " is not a file", null);
        }
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        long owner = ((Number) Files.getAttribute(file, "unix:uid")).longValue();
        if (owner != new UnixSystem().getUid()) {
            throw TeleportException.usage(
                    file + " is not yours (its owner is " + Files.getOwner(file).getName()
                            + "): what is in it would run in your name. If you trust it, resume a copy of your own",
                    null);
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw TeleportException.usage(
                    "others than you can write to " + file + ", and what is in it would run in your name. If you trust"
                            + " it: chmod 600 " + file,
                    null);
        }
    }

    ProgramFile content() {
        return program;
    }

    /** {@return its class path; what is unchanged where it was on this machine is used from there} */
    List<PackedFile> classPathHere() throws IOException {
        List<String> paths = program.cargo().snapshot().program().origin().classPath();
        List<PackedFile> here = new ArrayList<>();
        for (PackedFile stored : program.classPath()) {
            Path path = Path.of(paths.get(here.size()));
            here.add(stored.place().isEmpty() && stored.is(path) ? PackedFile.of(path) : stored);
        }
        return here;
    }
}
