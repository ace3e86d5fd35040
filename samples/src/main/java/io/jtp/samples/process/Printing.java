package io.jtp.samples.process;

import io.jtp.samples.Here;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Text without a newline before the move, standard error, writers that hold unflushed text, {@code System.setOut}. */
public final class Printing {
    private Printing() {}

    public static void main(String[] args) {
        Here.begin();
        System.out.print("half a line, ");
        System.err.print("half of it wrong, ");
        PrintWriter writer = new PrintWriter(System.out);
        writer.print("held back in a writer, ");
        Here.now();
        System.out.println("and the rest");
        System.err.println("and the rest, too");
        writer.println("flushed late");
        writer.flush();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream standard = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        System.out.println("into the array: äöü €");
        Here.now();
        System.out.println("into the array");
        System.setOut(standard);
        System.out.printf("%d bytes: %s", bytes.size(), bytes.toString(StandardCharsets.UTF_8));
        for (int i = 0; i < 300; i++) {
            System.out.println("line " + i);
        }
        System.out.print("no newline at the end");
    }
}
