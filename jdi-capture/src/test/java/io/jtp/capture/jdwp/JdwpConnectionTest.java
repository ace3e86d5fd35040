package io.jtp.capture.jdwp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.capture.TargetJvm;
import io.jtp.capture.TargetJvm.Jdk;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JdwpConnectionTest {

    private static final Pattern LISTENING = Pattern.compile("Listening for .*: (?:.*:)?(\\d+)");

    static List<Jdk> jdks() {
        return TargetJvm.jdks();
    }

    /** Defines classes, one after the other, until its input ends: each is an event for JDI. */
    static final class ManyClasses extends ClassLoader {
        public static void main(String[] args) throws Exception {
            byte[] code;
            try (InputStream in = ManyClasses.class.getResourceAsStream("JdwpConnectionTest$ManyClasses.class")) {
                code = in.readAllBytes();
            }
            Thread input = new Thread(ManyClasses::readToEnd);
            input.start();
            while (input.isAlive()) {
                Class<?> next = new ManyClasses().defineClass(null, code, 0, code.length);
                next.getMethods();
            }
            System.out.println("done");
        }

        private static void readToEnd() {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The agent prints an error of its own on the program's standard error when it cannot send an event. */
    @ParameterizedTest
    @MethodSource("jdks")
    void detaches_in_the_middle_of_events(Jdk jdk) throws Exception {
        try (TargetJvm jvm = TargetJvm.start(jdk, ManyClasses.class)) {
            int port = jvm.port();
            for (int i = 0; i < 20; i++) {
                TargetJvm.attach(JdwpConnection.open("127.0.0.1", port, TargetJvm.PATIENCE))
                        .dispose();
                // it listens again, on another port
                port = Integer.parseInt(jvm.awaitLine(LISTENING).group(1));
            }
            jvm.process().getOutputStream().close();
            jvm.awaitLine("done");
            assertThat(jvm.seen()).noneMatch(line -> line.contains("ERROR"));
        }
    }
}
