package io.jtp.samples;

import io.jtp.samples.harness.Classes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that can be moved at any time: it goes on until there is a file. With a second argument it has objects that cannot be moved. */
public final class UntilThere {
    static final String RUNS = "it runs";

    private static ServerSocket server;
    private static Selector selector;

    private UntilThere() {}

    /** {@return what to give to a java command} @param end the file that ends it */
    static List<String> command(Path end, List<String> options, String... furtherArguments) {
        List<String> command = new ArrayList<>(options);
        command.addAll(List.of(
                "-cp", Classes.of(UntilThere.class).place().toString(), UntilThere.class.getName(), end.toString()));
        command.addAll(List.of(furtherArguments));
        return command;
    }

    /** For a JVM that is to have another agent. */
    public static void premain(String options) {
        System.setProperty("jtp.samples.agent", String.valueOf(options));
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 1) {
            server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            selector = Selector.open();
        }
        System.out.println(RUNS);
        while (!Files.exists(Path.of(args[0]))) {
            Thread.sleep(10);
        }
        System.out.println(
                "it has ended, " + (server == null ? "with nothing open" : "with sockets" + selector.isOpen()));
    }
}
