package io.jtp.samples.expressions;

import io.jtp.samples.Here;

/** The smallest move: one line is printed here, the other one there. */
public final class Hello {
    private Hello() {}

    public static void main(String[] args) {
        Here.begin();
        System.out.println("hello");
        Here.now();
        System.out.println("world");
    }
}
