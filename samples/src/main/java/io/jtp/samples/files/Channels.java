package io.jtp.samples.files;

import io.jtp.samples.Here;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.stream.Stream;

/** What {@code java.nio.file.Files} opens, and channels, in use when the program is moved. */
public final class Channels {
    private Channels() {}

    private static void readersAndWriters(Directory directory) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(directory.lines("in", 1500));
                BufferedWriter out = Files.newBufferedWriter(directory.file("out"), StandardCharsets.UTF_16)) {
            int number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(line);
                out.newLine();
                if (++number % 700 == 1) {
                    Here.now();
                }
            }
        }
        System.out.println(
                Files.readString(directory.file("out"), StandardCharsets.UTF_16).hashCode());
    }

    private static void streams(Directory directory) throws IOException {
        try (InputStream in = Files.newInputStream(directory.lines("bytes", 100));
                OutputStream out = Files.newOutputStream(
                        directory.file("bytes.out"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            out.write(in.readNBytes(100));
            Here.now();
            System.out.println(in.read() + " " + in.available());
            in.transferTo(out);
        }
        System.out.println(directory.summary("bytes.out"));
    }

    private static void lines(Directory directory) throws IOException {
        try (Stream<String> lines = Files.lines(directory.lines("lines", 3000))) {
            Iterator<String> each = lines.filter(line -> line.contains("7")).iterator();
            int length = 0;
            for (int i = 0; each.hasNext(); i++) {
                length += each.next().length();
                if (i == 5 || i == 500) {
                    Here.now();
                }
            }
            System.out.println("length " + length);
        }
    }

    private static void channel(Directory directory) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(100);
        try (FileChannel channel = FileChannel.open(
                directory.file("channel"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            for (int i = 0; i < 50; i++) {
                buffer.clear().putInt(i).putLong(i * 7L).flip();
                channel.write(buffer);
            }
            channel.position(120);
            Here.now();
            buffer.clear().limit(12);
            channel.read(buffer);
            System.out.println(
                    buffer.flip().getInt() + " " + buffer.getLong() + " " + channel.position() + " " + channel.size());
            channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 600);
            channel.truncate(601);
            channel.force(true);
            Here.now();
            System.out.println(channel.size() + " " + channel.position() + " " + channel.isOpen());
        }
    }

    private static void ofStream(Directory directory) throws IOException {
        FileInputStream in = new FileInputStream(directory.lines("both", 10).toFile());
        FileChannel channel = in.getChannel();
        in.read();
        channel.position(channel.position() + 20);
        SeekableByteChannel second = Files.newByteChannel(directory.file("both"));
        second.position(3);
        Here.now();
        System.out.println(
                in.read() + " " + channel.position() + " " + (in.getChannel() == channel) + " " + second.position());
        try (Reader reader = java.nio.channels.Channels.newReader(second, StandardCharsets.UTF_8);
                Writer writer = java.nio.channels.Channels.newWriter(
                        FileChannel.open(directory.file("writer"), StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        StandardCharsets.UTF_8)) {
            char[] some = new char[10];
            writer.write(some, 0, reader.read(some));
            Here.now();
            reader.transferTo(writer);
        }
        System.out.println(directory.summary("writer"));
        in.close();
        try {
            channel.size();
        } catch (ClosedChannelException e) {
            System.out.println("closed with its stream");
        }
    }

    public static void main(String[] args) throws IOException {
        Here.begin();
        try (Directory directory = Directory.make()) {
            readersAndWriters(directory);
            streams(directory);
            lines(directory);
            channel(directory);
            ofStream(directory);
        }
    }
}
