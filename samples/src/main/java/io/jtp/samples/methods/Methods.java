package io.jtp.samples.methods;

import io.jtp.samples.Here;

/** Methods of an object, of its superclass and of a class: {@code this} has to be the same object, private calls stay private. */
public class Methods {
    private final String name;
    private int calls;

    Methods(String name) {
        this.name = name;
    }

    /** An overriding method on the stack above the one that it overrides. */
    static final class Loud extends Methods {
        Loud(String name) {
            super(name);
        }

        @Override
        String greet(String whom) {
            return super.greet(whom.toUpperCase()) + "!";
        }
    }

    String greet(String whom) {
        calls++;
        Here.now();
        return count() + ": " + name + " greets " + whom;
    }

    private synchronized String count() {
        Here.now();
        return "call " + calls;
    }

    static String twice(Methods who) {
        String first = who.greet("ann");
        return first + ", " + who.greet("ben") + ", " + who.calls;
    }

    public static void main(String[] args) {
        Here.begin();
        Methods plain = new Methods("joe");
        System.out.println(twice(plain));
        System.out.println(twice(new Loud("jim")));
        System.out.println(plain.calls);
    }
}
