package io.jtp.samples.files;

import io.jtp.samples.Here;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Scanner;

/** Streams, readers and writers on files that are open when the program is moved, with bytes read ahead and bytes not flushed. */
public final class FileStreams {
    private FileStreams() {}

    private static void copyByHand(Directory directory) throws IOException {
        try (FileInputStream in =
                        new FileInputStream(directory.lines("hand", 300).toFile());
                FileOutputStream out =
                        new FileOutputStream(directory.file("hand.copy").toFile())) {
            byte[] piece = new byte[700];
            int count = in.read(piece);
            out.write(piece, 0, count);
            Here.now();
            out.write(in.read());
            System.out.println(in.available() + " " + in.skip(10));
            while ((count = in.read(piece)) > 0) {
                out.write(piece, 0, count);
            }
        }
        System.out.println(directory.summary("hand.copy"));
    }

    private static void buffered(Directory directory) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(
                new FileOutputStream(directory.file("data").toFile()), 1000))) {
            for (int i = 0; i < 400; i++) {
                out.writeInt(i * i);
                out.writeUTF("number " + i);
                if (i == 250) {
                    Here.now();
                }
            }
        }
        long sum = 0;
        int count = 0;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(
                new FileInputStream(directory.file("data").toFile())))) {
            while (true) {
                sum += in.readInt() + in.readUTF().length();
                if (++count == 100) {
                    in.mark(5000);
                    in.readInt();
                    Here.now();
                    in.reset();
                }
            }
        } catch (EOFException e) {
            System.out.println(count + " numbers, " + sum);
        }
    }

    private static void text(Directory directory) throws IOException {
        try (BufferedReader in = new BufferedReader(
                        new FileReader(directory.lines("text", 2000).toFile()));
                PrintWriter out = new PrintWriter(directory.file("text.out").toFile(), StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.printf(Locale.ROOT, "%04d %s äöü%n", number, line);
                if (++number == 3 || number == 1777) {
                    Here.now();
                }
            }
        }
        System.out.println(directory.summary("text.out"));
    }

    private static void appended(Directory directory) throws IOException {
        directory.lines("log", 5);
        try (FileWriter log = new FileWriter(directory.file("log").toFile(), true)) {
            log.write("more\n");
            log.flush();
            log.write("half a li");
            Here.now();
            log.write("ne\n");
        }
        FileOutputStream log = new FileOutputStream(directory.file("log").toFile(), true);
        log.write("last".getBytes(StandardCharsets.UTF_8));
        Here.now();
        try (FileOutputStream other = new FileOutputStream(directory.file("log").toFile(), true)) {
            other.write(" of another".getBytes(StandardCharsets.UTF_8));
        }
        log.write(" one\n".getBytes(StandardCharsets.UTF_8));
        log.close();
        System.out.println(directory.summary("log"));
    }

    private static void randomAccess(Directory directory) throws IOException {
        try (RandomAccessFile file =
                        new RandomAccessFile(directory.file("random").toFile(), "rw");
                RandomAccessFile second =
                        new RandomAccessFile(directory.file("random").toFile(), "r")) {
            for (int i = 0; i < 100; i++) {
                file.writeLong(i * 1_000_003L);
            }
            file.seek(80);
            second.seek(160);
            Here.now();
            System.out.println(file.readLong() + " " + second.readLong() + " " + file.getFilePointer());
            file.seek(160);
            file.writeLong(-1);
            second.seek(160);
            System.out.println(second.readLong() + " " + file.length());
            file.setLength(24);
            file.seek(1000);
            Here.now();
            file.write(1);
            System.out.println(second.length());
        }
    }

    /** Two streams that share one position, and one that has another. */
    @SuppressWarnings("try") // closing one of them early is the point
    private static void shared(Directory directory) throws IOException {
        directory.lines("shared", 10);
        try (RandomAccessFile file =
                        new RandomAccessFile(directory.file("shared").toFile(), "rw");
                FileInputStream in = new FileInputStream(file.getFD());
                FileInputStream other =
                        new FileInputStream(directory.file("shared").toFile())) {
            in.read();
            file.readLine();
            other.read();
            Here.now();
            System.out.println(file.getFilePointer() + " " + in.read() + " " + file.getFilePointer() + " "
                    + other.getChannel().position() + " " + (in.getFD() == file.getFD()));
            in.close();
            try {
                file.read();
            } catch (IOException e) {
                System.out.println("closed with it: " + e.getMessage());
            }
        }
    }

    private static void scanned(Directory directory) throws IOException {
        try (Scanner scanner = new Scanner(directory.lines("scanned", 400))) {
            int sum = 0;
            while (scanner.hasNext()) {
                if (scanner.hasNextInt()) {
                    sum += scanner.nextInt();
                    if (sum == 1 || sum == 45) {
                        Here.now();
                    }
                } else {
                    scanner.next();
                }
            }
            System.out.println("sum " + sum);
        }
    }

    private static void closed(Directory directory) throws IOException {
        FileInputStream in = new FileInputStream(directory.lines("closed", 1).toFile());
        in.close();
        SequenceInputStream two = new SequenceInputStream(
                new FileInputStream(directory.lines("first", 1).toFile()),
                new FileInputStream(directory.lines("second", 1).toFile()));
        two.readNBytes(20);
        Here.now();
        try {
            in.read();
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
        System.out.print(new String(two.readAllBytes(), StandardCharsets.UTF_8));
        two.close();
    }

    public static void main(String[] args) throws IOException {
        Here.begin();
        try (Directory directory = Directory.make()) {
            copyByHand(directory);
            buffered(directory);
            text(directory);
            appended(directory);
            randomAccess(directory);
            shared(directory);
            scanned(directory);
            closed(directory);
        }
    }
}
