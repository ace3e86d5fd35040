package io.jtp.samples.closures;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;

/** Statics changed before the move and after it; an initialiser that ran before must not run again, one that did not run must. */
public final class StaticFields {
    private StaticFields() {}

    private static int counter;
    private static String text = "first";
    private static final List<String> LOG = new ArrayList<>();
    static final String CONSTANT = "constant";

    static {
        System.out.println("StaticFields is initialised");
        LOG.add("initialised");
    }

    /** Initialised before the move. */
    static final class Early {
        static int value = 5;

        static {
            System.out.println("Early is initialised");
        }
    }

    /** Initialised after the move only. */
    static final class Late {
        static int value = counter;

        static {
            System.out.println("Late is initialised");
        }
    }

    interface Settings {
        List<String> NAMES = new ArrayList<>(List.of("set"));
    }

    public static void main(String[] args) {
        Here.begin();
        counter += Early.value++;
        text = "second";
        LOG.add(text);
        Settings.NAMES.add("before");
        Here.now();
        counter++;
        LOG.add(CONSTANT);
        Settings.NAMES.add("after");
        System.out.println(
                counter + " " + text + " " + LOG + " " + Settings.NAMES + " " + Early.value + " " + Late.value);
    }
}
