package io.jtp.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells where it runs and with what, passes its input on as it is (unless it is deaf), waits for a file if it is to, and ends with the exit
 * code it was given.
 */
public final class EchoProgram {

    private EchoProgram() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        System.out.println(Path.of("").toAbsolutePath());
        System.out.println(System.getProperty("fake.text"));
        System.err.println("printed as an error");
        if (!Boolean.getBoolean("fake.deaf")) {
            System.in.transferTo(System.out);
        }
        String awaited = System.getProperty("fake.await");
        while (awaited != null && !Files.exists(Path.of(awaited))) {
            Thread.sleep(20);
        }
        if (awaited != null) {
            System.out.println("saw the file");
        }
        System.out.flush();
        System.exit(Integer.getInteger("fake.exit", 0));
    }
}
