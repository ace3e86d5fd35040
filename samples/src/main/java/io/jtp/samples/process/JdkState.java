package io.jtp.samples.process;

import io.jtp.samples.Here;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Scanner;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;

/** What a program sets in the JDK: it is all as it was set, and the hooks run once, at the end. */
public final class JdkState {
    private static final Map<String, String> ENVIRONMENT = new HashMap<>();

    private JdkState() {}

    private static void setUp() {
        System.setProperty("sample.set", "at run time");
        System.clearProperty("sample.given");
        Locale.setDefault(Locale.CANADA_FRENCH);
        Locale.setDefault(Locale.Category.FORMAT, Locale.GERMANY);
        TimeZone.setDefault(TimeZone.getTimeZone("Australia/Adelaide"));
        Thread.setDefaultUncaughtExceptionHandler((thread, problem) ->
                System.out.println("uncaught in " + thread.getName() + ": " + problem.getMessage()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("the hook runs"), "hook"));
        URL.setURLStreamHandlerFactory(protocol -> protocol.equals("sample") ? new Text() : null);
    }

    /** URLs whose content is their path. */
    private static final class Text extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {
                    connected = true;
                }

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(Here.now(getURL()).getPath().getBytes(StandardCharsets.UTF_8));
                }
            };
        }
    }

    private static String seen() throws IOException {
        Thread next = new Thread(() -> {});
        String environment =
                System.getenv("JTP_SAMPLE_UNSET") + " " + System.getenv().equals(ENVIRONMENT);
        try (Scanner text = new Scanner(new URL("sample:/some/path").openStream(), StandardCharsets.UTF_8)) {
            return System.getProperty("sample.set") + " " + System.getProperty("sample.given") + " "
                    + Locale.getDefault()
                    + " " + String.format("%,.2f", 1234.5) + " "
                    + TimeZone.getDefault().getID() + " " + next.getName()
                    + " " + environment + " " + text.next();
        }
    }

    public static void main(String[] args) throws IOException {
        Here.begin();
        long begun = System.nanoTime();
        setUp();
        ENVIRONMENT.putAll(System.getenv());
        System.out.println(seen());
        Here.now();
        System.out.println(seen());
        PrintStream out = System.out;
        PrintStream err = System.err;
        InputStream in = System.in;
        ByteArrayOutputStream held = new ByteArrayOutputStream();
        System.setOut(new PrintStream(held, true, StandardCharsets.UTF_8));
        System.setErr(System.out);
        System.setIn(new ByteArrayInputStream("7 8 9".getBytes(StandardCharsets.UTF_8)));
        Scanner numbers = new Scanner(System.in);
        System.out.print("held " + Here.now(numbers.nextInt()) + " ");
        System.err.print(numbers.nextInt());
        System.setOut(out);
        System.setErr(err);
        System.setIn(in);
        System.out.println(held.toString(StandardCharsets.UTF_8) + " and let go " + (System.in == in));
        Here.now();
        long hours = TimeUnit.NANOSECONDS.toHours(System.nanoTime() - begun);
        System.out.println("hours since the beginning: " + hours);
        throw new IllegalStateException(seen());
    }
}
