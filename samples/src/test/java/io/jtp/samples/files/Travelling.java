package io.jtp.samples.files;

import io.jtp.samples.Here;
import java.io.BufferedReader;
import java.io.FileWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads files and writes files in the directory that its argument names, all of them open at its two moments; ends with 3. */
public final class Travelling {
    private Travelling() {}

    private static String numbers(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("number ").append(i).append('\n');
        }
        return text.toString();
    }

    public static void main(String[] args) throws IOException {
        Here.begin();
        Path directory = Path.of(args[0]);
        Files.writeString(directory.resolve("in ü.txt"), numbers(5000));
        Files.writeString(directory.resolve("log.txt"), numbers(3));
        Files.writeString(directory.resolve("both"), numbers(20));
        Files.write(directory.resolve("mapped"), new byte[5000]);
        Files.writeString(directory.resolve("same"), numbers(2));
        try (BufferedReader in = Files.newBufferedReader(directory.resolve("in ü.txt"));
                PrintWriter log = new PrintWriter(
                        new FileWriter(directory.resolve("log.txt").toFile(), StandardCharsets.UTF_8, true));
                RandomAccessFile both =
                        new RandomAccessFile(directory.resolve("both").toFile(), "rw");
                RandomAccessFile other =
                        new RandomAccessFile(directory.resolve("both").toFile(), "r");
                RandomAccessFile same =
                        new RandomAccessFile(directory.resolve("same").toFile(), "rw");
                FileChannel mapping = FileChannel.open(
                        directory.resolve("mapped"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer map = mapping.map(FileChannel.MapMode.READ_WRITE, 100, 4000);
            System.out.println(in.readLine() + " " + both.readLine() + " " + other.readLine());
            log.println("not yet written");
            map.putInt(10, 10);
            Here.now();
            System.out.println(in.readLine() + " " + both.readLine() + " " + other.readLine() + " " + map.getInt(10));
            both.writeBytes("NUMBER");
            System.out.println(other.readLine() + " " + same.readLine());
            log.println("after one move");
            log.flush();
            map.putInt(20, 20);
            Here.now();
            both.setLength(100);
            both.seek(90);
            both.writeBytes("and the rest of what was to be written");
            log.println("after the last move");
            map.putInt(30, map.getInt(10) + map.getInt(20));
            System.out.println(in.lines().count() + " " + other.length() + " " + same.readLine());
        }
        System.exit(3);
    }
}
