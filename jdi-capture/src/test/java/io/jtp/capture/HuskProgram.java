package io.jtp.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Counts to five once it has got a line, then repeats the rest of its input. {@link #pass} is where the tests stop it. */
final class HuskProgram {

    private HuskProgram() {}

    static void pass() {}

    public static void main(String[] args) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
        System.out.println("ready");
        while (System.in.read() != '\n') {}
        System.out.println(1);
        System.out.println(2);
        Thread.currentThread().interrupt();
        pass();
        System.out.println(3);
        System.out.println(4);
        System.err.println("interrupted: " + Thread.interrupted());
        System.out.print(new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
        System.exit(3);
    }
}
