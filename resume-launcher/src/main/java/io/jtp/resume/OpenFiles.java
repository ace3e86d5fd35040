package io.jtp.resume;

import io.jtp.snapshot.FileState;
import io.jtp.snapshot.NativePart.OpenFile;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Opens files again. */
final class OpenFiles {

    private static final long FD = Internals.offset(FileDescriptor.class, "fd");

    private OpenFiles() {}

    /** @throws IllegalStateException if the file is not there, or not the same */
    static void reopen(FileDescriptor descriptor, OpenFile open) throws Throwable {
        require(open.file(), open.position());
        Internals.UNSAFE.putInt(descriptor, FD, open(open.file(), open.flags()));
        seek(descriptor, open);
        if (open.cleaned()) {
            Internals.LOOKUP
                    .findStatic(
                            Class.forName("java.io.FileCleanable"),
                            "register",
                            MethodType.methodType(void.class, FileDescriptor.class))
                    .invoke(descriptor);
        }
    }

    /** @param position as it was for {@link FileState#of} */
    static void require(FileState file, long position) throws IOException {
        String difference = file.difference(position);
        if (difference != null) {
            throw new IllegalStateException("the program has the file " + file.path()
                    + " open, which has to be the same here, but it " + difference
                    + ". --files ship sends copies of such files along");
        }
    }

    /** {@return the number of the new descriptor} The JDK's streams truncate or make a file, or both. */
    private static int open(FileState file, int flags) throws Throwable {
        Class<?> dispatcher = Class.forName("sun.nio.fs.UnixNativeDispatcher");
        Class<?> unixPath = Class.forName("sun.nio.fs.UnixPath");
        try {
            return (int) Internals.LOOKUP
                    .findStatic(dispatcher, "open", MethodType.methodType(int.class, unixPath, int.class, int.class))
                    .invoke(Path.of(file.place()), flags, 0);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "the program has the file " + file.path() + " open, which cannot be opened here", e);
        }
    }

    /** By a descriptor of its own for the same file, so that no stream or channel comes to be known to the program's. */
    @SuppressWarnings("resource")
    private static void seek(FileDescriptor descriptor, OpenFile open) throws IOException {
        FileDescriptor same = new FileDescriptor();
        Internals.UNSAFE.putInt(same, FD, Internals.UNSAFE.getInt(descriptor, FD));
        FileChannel channel = new FileInputStream(same).getChannel();
        channel.position(open.position());
        if (channel.position() != open.position()) {
            throw new IllegalStateException("the position in " + open.file().path() + " could not be set");
        }
    }
}
