package io.jtp.snapshot;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.ClassOrigin.ByName;
import io.jtp.snapshot.Morphs.MorphClass;
import io.jtp.snapshot.Morphs.WayBack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the agent of a resumed program keeps about the morphs in its JVM, so that the program can be captured again as if its original
 * classes ran.
 *
 * @param classes those that have methods with other code than in their class files, class initialisers that were emptied aside
 */
public record WaysBack(List<OfClass> classes) {

    /**
     * The morph of one class.
     *
     * @param name internal name
     * @param loader its defining loader; empty for those of the program, of which several can have a class of that name
     */
    public record OfClass(String name, Optional<BuiltinLoader> loader, List<WayBack> methods) {}

    private static final int INITIAL_BYTES = 1 << 10;

    /** {@return the ways back of these morphs} */
    public static WaysBack of(List<LoadedClass> classes, Morphs morphs) {
        List<OfClass> ways = new ArrayList<>();
        for (MorphClass morph : morphs.classes()) {
            LoadedClass loaded = classes.get(morph.type());
            if (!morph.wayBack().isEmpty()) {
                Optional<BuiltinLoader> loader =
                        loaded.origin() instanceof ByName byName ? Optional.of(byName.loader()) : Optional.empty();
                ways.add(new OfClass(loaded.name(), loader, morph.wayBack()));
            }
        }
        return new WaysBack(ways);
    }

    /** {@return the form that {@link #decode} reads} */
    public byte[] encode() {
        Output out = new Output(INITIAL_BYTES, -1);
        out.writeInt(SnapshotFile.FORMAT);
        new CargoCodec().write(out, this);
        return out.toBytes();
    }

    /**
     * Reads what {@link #encode} has written, perhaps that of another version of jtp.
     *
     * @throws SnapshotFormatException if it is not what this version writes
     */
    public static WaysBack decode(byte[] bytes) throws SnapshotFormatException {
        try {
            Input in = new Input(bytes);
            int format = in.readInt();
            if (format != SnapshotFile.FORMAT) {
                throw new SnapshotFormatException("the program was moved here by another version of jtp (format "
                        + format + ", this is " + SnapshotFile.FORMAT + "); only that one can move it on");
            }
            return new CargoCodec().readWaysBack(in);
        } catch (KryoException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new SnapshotFormatException(
                    "what the agent keeps about its morphs cannot be read: " + e.getMessage(), e);
        }
    }
}
