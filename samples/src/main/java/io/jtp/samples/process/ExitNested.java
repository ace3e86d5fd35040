package io.jtp.samples.process;

import io.jtp.samples.Here;
import java.util.List;
import java.util.function.IntConsumer;

/** {@code System.exit} from within calls, locks, finally blocks and a stream; a shutdown hook that was made before the move runs after it. */
public final class ExitNested {
    private ExitNested() {}

    private static int value;

    static synchronized void leave(int code) {
        try {
            value += code;
            if (code == 5) {
                Here.now();
                System.out.println("leaving with " + value);
                System.exit(value);
            }
        } finally {
            Here.now();
            System.out.println("stays at " + code);
        }
    }

    public static void main(String[] args) {
        Here.begin();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook sees " + value), "hook"));
        IntConsumer leaver = ExitNested::leave;
        List.of(1, 3, 5, 7).stream().mapToInt(n -> n).forEach(leaver);
        System.out.println("never printed");
    }
}
