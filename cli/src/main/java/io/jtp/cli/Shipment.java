package io.jtp.cli;

import io.jtp.launch.LaunchException;
import io.jtp.launch.SentFiles;
import io.jtp.snapshot.Cargo;
import io.jtp.snapshot.FileState;
import io.jtp.snapshot.NativePart;
import io.jtp.snapshot.NativePart.Mapping;
import io.jtp.snapshot.NativePart.OpenFile;
import io.jtp.snapshot.Program;
import io.jtp.snapshot.Snapshot;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that a program has open, sent along with it, and brought back to their places when it has ended if it could write to them. A
 * file that was changed here meanwhile is left as it is, and the program's is put beside it.
 */
final class Shipment implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Shipment.class);

    /** @param file as it was when it was sent */
    private record Sent(FileState file, long position, String place) {}

    /** A file, under whichever of its names. */
    private record Inode(long device, long number) {}

    private final SentFiles files;
    private final TeleportObserver observer;
    private final Map<Inode, Sent> sent = new HashMap<>();
    private final Map<Inode, Sent> written = new LinkedHashMap<>();
    private long bytes;

    Shipment(SentFiles files, TeleportObserver observer) {
        this.files = files;
        this.observer = observer;
    }

    /**
     * Sends all files that a program has open. It stands still meanwhile.
     *
     * @return the same cargo, with the copies to be opened
     * @throws IOException if a file is not here as the program sees it, or cannot be read
     */
    Cargo send(Cargo cargo) throws LaunchException, IOException {
        Program program = cargo.snapshot().program();
        List<NativePart> parts = new ArrayList<>();
        for (NativePart part : program.nativeParts()) {
            if (part instanceof OpenFile open) {
                FileState file = send(open.file(), open.position(), open.writable());
                parts.add(new OpenFile(open.object(), open.cleaned(), file, open.flags(), open.position()));
            } else if (part instanceof Mapping map) {
                FileState file = send(map.file(), map.position(), map.writable());
                parts.add(new Mapping(map.object(), file, map.writable(), map.position(), map.size()));
            } else {
                parts.add(part);
            }
        }
        Snapshot snapshot =
                new Snapshot(program.nativeParts(parts), cargo.snapshot().heap());
        return new Cargo(snapshot, cargo.morphs());
    }

    private FileState send(FileState file, long position, boolean writable) throws LaunchException, IOException {
        String difference = file.difference(position);
        if (difference != null || file.sample().isEmpty()) {
            throw new IOException("the program has the file " + file.path() + " open, which cannot be sent with it: it "
                    + (difference == null ? "cannot be read" : difference));
        }
        Inode inode = new Inode(file.device(), file.inode());
        Sent known = sent.get(inode);
        if (known == null) {
            known = new Sent(file, position, files.send(Path.of(file.path())));
            sent.put(inode, known);
            bytes += file.size();
        }
        if (writable) {
            written.put(inode, known);
        }
        return file.copiedTo(known.place());
    }

    /** {@return the size of all files that were sent} */
    long bytes() {
        return bytes;
    }

    /** The program is handed over: from now on the copies are not removed before they have been brought back. */
    void handedOver() {
        files.keep(!written.isEmpty());
    }

    /**
     * Brings back what the program could write to. Tried with all files, even if one cannot be.
     *
     * @throws IOException or LaunchException for the first that cannot be brought back; the copies are kept then
     */
    void bringBack() throws LaunchException, IOException, InterruptedException {
        Exception failure = null;
        boolean all = true;
        for (Sent each : written.values()) {
            try {
                all &= bringBack(each);
            } catch (LaunchException | IOException e) {
                LOG.debug("{} could not be brought back", each.file().path(), e);
                failure = failure == null ? e : failure;
            }
        }
        if (all && failure == null) {
            files.keep(false);
            written.clear();
        }
        if (failure instanceof LaunchException launch) {
            throw launch;
        } else if (failure != null) {
            throw (IOException) failure;
        }
    }

    private boolean bringBack(Sent each) throws LaunchException, IOException, InterruptedException {
        Path path = Path.of(each.file().path());
        if (!Files.isDirectory(path.getParent())) {
            observer.note("the directory of " + path + " is gone; what the program wrote to that file is in "
                    + each.place() + " at the destination");
            return false;
        }
        Path fetched = Files.createTempFile(path.getParent(), ".jtp-", "");
        try {
            files.fetch(each.place(), fetched);
        } catch (LaunchException | IOException | InterruptedException e) {
            Files.delete(fetched);
            throw e;
        }
        String difference = each.file().difference(each.position());
        if (Files.isRegularFile(path) && Files.mismatch(path, fetched) < 0) {
            Files.delete(fetched);
        } else if (difference == null) {
            overwrite(path, fetched);
        } else {
            Path beside = beside(path);
            Files.move(fetched, beside);
            observer.note("the file " + path + " " + difference
                    + ", so it is left as it is; what the program wrote to it is in " + beside);
        }
        return true;
    }

    /** In place, so that owner, permissions and links stay. */
    private static void overwrite(Path path, Path fetched) throws IOException {
        try (FileChannel in = FileChannel.open(fetched);
                FileChannel out = FileChannel.open(path, StandardOpenOption.WRITE)) {
            long size = in.size();
            for (long done = 0; done < size; ) {
                done += in.transferTo(done, size - done, out.position(done));
            }
            out.truncate(size);
        } catch (IOException e) {
            throw new IOException(
                    "the file " + path + " could not be written to (" + e.getMessage()
                            + "); what the program wrote to it is in " + fetched,
                    e);
        }
        Files.delete(fetched);
    }

    private static Path beside(Path path) {
        Path beside = path.resolveSibling(path.getFileName() + ".moved");
        for (int i = 2; Files.exists(beside); i++) {
            beside = path.resolveSibling(path.getFileName() + ".moved" + i);
        }
        return beside;
    }

    /** {@return a sentence on what the program has written and what is not here, or nothing} */
    String left() {
        return written.isEmpty()
                ? ""
                : files.whereabouts()
                        .map(place -> "\njtp: copies of the files that it writes to are in " + place)
                        .orElse("");
    }

    @Override
    public void close() throws LaunchException {
        files.close();
    }
}
