package io.jtp.snapshot;

import io.jtp.snapshot.ClassOrigin.Defined;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The class files of what the program's own loaders have defined, as the agent of a resumed program keeps them: the JVM there knows these
 * classes as morphs, and nobody else may have their class files.
 */
public final class KeptClassFiles {

    private KeptClassFiles() {}

    /** {@return the form that {@link #decode} reads} */
    public static byte[] encode(List<LoadedClass> classes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (LoadedClass loaded : classes) {
            if (loaded.origin() instanceof Defined defined) {
                out.writeUTF(loaded.name());
                out.writeInt(defined.classFile().length);
                out.write(defined.classFile());
            }
        }
        return bytes.toByteArray();
    }

    /** {@return them by internal name; several where several loaders have a class of that name} */
    public static Map<String, List<byte[]>> decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        Map<String, List<byte[]>> files = new HashMap<>();
        while (in.available() > 0) {
            String name = in.readUTF();
            byte[] classFile = new byte[in.readInt()];
            in.readFully(classFile);
            files.computeIfAbsent(name, n -> new ArrayList<>(1)).add(classFile);
        }
        return files;
    }
}
