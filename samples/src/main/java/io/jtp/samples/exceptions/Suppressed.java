package io.jtp.samples.exceptions;

import io.jtp.samples.Here;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Resources within resources, some of them null, opened in loops; some fail when opened, some when used, some when closed. */
public final class Suppressed {
    private Suppressed() {}

    private static final List<String> LOG = new ArrayList<>();

    private static final class Pipe implements AutoCloseable {
        private final String name;

        Pipe(String name) {
            if (name.endsWith("!")) {
                throw new IllegalArgumentException("no " + name);
            }
            this.name = name;
        }

        int use(int amount) {
            Here.now();
            if (amount < 0) {
                throw new IllegalStateException(name + " burst");
            }
            return amount + name.length();
        }

        @Override
        public void close() throws IOException {
            if (name.contains("x")) {
                Here.now();
                throw new IOException(name + " stuck");
            }
            LOG.add(name);
        }
    }

    static Pipe open(String name) {
        return name.isEmpty() ? null : new Pipe(name);
    }

    static int flow(String... names) throws Exception {
        int sum = 0;
        for (String name : names) {
            try (Pipe outer = open(name);
                    Pipe inner = open(name.isEmpty() ? "n" : name.substring(1))) {
                if (outer == null) {
                    continue;
                }
                sum += outer.use(name.length() - 4);
                try (inner) {
                    sum *= inner.use(sum);
                }
                if (sum > 1000) {
                    return sum;
                }
            } finally {
                LOG.add("after " + name);
            }
        }
        return sum;
    }

    static String tell(Throwable e) {
        StringBuilder told = new StringBuilder(e.getMessage());
        for (Throwable suppressed : e.getSuppressed()) {
            told.append(" [").append(tell(suppressed)).append(']');
        }
        return told.toString();
    }

    public static void main(String[] args) {
        Here.begin();
        for (String[] names : new String[][] {
            {"first", "", "second"},
            {"mix", "next"},
            {"axe"},
            {"fold!"},
            {"fxld", "long enough"},
            {"fine", "very fine indeed"}
        }) {
            try {
                System.out.println(flow(names));
            } catch (Exception e) {
                System.out.println(tell(e));
            }
        }
        System.out.println(LOG);
    }
}
