package io.jtp.samples.exceptions;

import io.jtp.samples.Here;

/** Resources are closed, in reverse order, by code that javac wrote, from variables without names; also while an exception is in flight. */
public final class TryWithResources {
    private TryWithResources() {}

    record Door(String name, boolean stuck) implements AutoCloseable {
        Door {
            System.out.println("open " + name);
        }

        @Override
        public void close() {
            Here.now();
            System.out.println("close " + name);
            if (stuck) {
                throw new IllegalStateException(name + " is stuck");
            }
        }
    }

    static String walk(boolean stumble) {
        try (Door front = new Door("front", stumble);
                Door back = new Door("back", stumble)) {
            Here.now();
            if (stumble) {
                throw new IllegalArgumentException("stumbled at " + back.name());
            }
            return front.name() + " to " + back.name();
        }
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println(walk(false));
        try {
            System.out.println(walk(true));
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
            for (Throwable suppressed : e.getSuppressed()) {
                System.out.println("suppressed: " + suppressed.getMessage());
            }
        }
    }
}
