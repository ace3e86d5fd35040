package io.jtp.samples.bad;

import io.jtp.samples.Here;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads and writes a file that is open while somebody tries to move it. The file is the argument, made anew. */
public final class OpenedFile {
    private OpenedFile() {}

    public static void main(String[] args) throws IOException {
        Here.begin();
        Path path = Files.writeString(Path.of(args[0]), "one\ntwo\nthree\n");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            System.out.println(file.readLine());
            Here.now();
            System.out.println(file.readLine() + " " + file.getFilePointer());
            file.write("drei ".getBytes(StandardCharsets.UTF_8));
            file.seek(0);
            byte[] all = new byte[(int) file.length()];
            file.readFully(all);
            System.out.print(new String(all, StandardCharsets.UTF_8));
        }
    }
}
