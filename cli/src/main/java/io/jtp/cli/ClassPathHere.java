package io.jtp.cli;

import io.jtp.cli.demo.TemporaryDirectory;
import io.jtp.snapshot.PackedFile;
import io.jtp.snapshot.ProgramFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The class path of a program in a file: where it was, or, of what is not there or has changed, in a directory until this is closed. */
final class ClassPathHere implements AutoCloseable {

    private final TemporaryDirectory directory;
    private final List<Path> places = new ArrayList<>();

    private ClassPathHere(TemporaryDirectory directory) {
        this.directory = directory;
    }

    static ClassPathHere of(ProgramFile program) throws IOException {
        ClassPathHere here = new ClassPathHere(TemporaryDirectory.create("jtp-inspect-"));
        try {
            List<String> paths = program.cargo().snapshot().program().origin().classPath();
            for (PackedFile entry : program.classPath()) {
                Path before = Path.of(paths.get(here.places.size()));
                here.places.add(entry.place().isPresent() || entry.is(before) ? before : here.unpack(entry));
            }
            return here;
        } catch (IOException | RuntimeException e) {
            here.close();
            throw e;
        }
    }

    private Path unpack(PackedFile entry) throws IOException {
        Path place = directory.path().resolve(places.size() + "-" + entry.name());
        try (OutputStream out = Files.newOutputStream(place)) {
            entry.writeTo(out);
        }
        return place;
    }

    /** {@return jars and directories, in order} */
    List<Path> places() {
        return places;
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }
}
