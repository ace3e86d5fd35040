package io.jtp.samples.initialisers;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Initialisers within initialisers, in circles, of superclasses, and far up the stack. */
public final class NestedInitialisers {
    private NestedInitialisers() {}

    /** Needs Second, which needs what First has set so far. */
    static final class First {
        static int early = step("First.early", 3);
        static final List<First> ALL = new ArrayList<>();
        static final First ONE = add(new First());
        static int late = Second.value + early;
        static final int AFTER = step("First.AFTER", late + ALL.size());

        private int uses;

        static First add(First first) {
            ALL.add(first);
            return first;
        }
    }

    static final class Second {
        static final First KNOWN = First.ONE;
        static int value = step("Second.value", First.early + First.late);

        static {
            KNOWN.uses++;
            First.early += 100;
            synchronized (KNOWN) {
                value += recurse(5);
            }
        }
    }

    static int recurse(int depth) {
        return depth == 0 ? step("deep", Second.KNOWN.uses) : recurse(depth - 1) + 1;
    }

    /** Its initialiser runs because Derived is needed, and already makes one of those. */
    static class Base {
        static final Map<Object, String> NAMES = new IdentityHashMap<>();
        static final Base INSTANCE = new Derived("made by Base");
        static final int BASE;

        static {
            NAMES.put(INSTANCE, "instance");
            Derived.set = 5;
            BASE = step("Base", Derived.set);
        }

        final String name;

        Base(String name) {
            this.name = name;
        }
    }

    static final class Derived extends Base {
        static int set;
        static final String TEXT = "text " + step("Derived", BASE);

        private final Object text;

        Derived(String name) {
            super(name);
            text = TEXT;
        }
    }

    static int step(String where, int value) {
        System.out.println("step " + where + " " + value);
        Here.now();
        return value;
    }

    public static void main(String[] args) {
        Here.begin();
        int sum = 7 + First.AFTER;
        System.out.println(sum + " " + First.early + " " + First.late + " " + Second.value + " " + First.ONE.uses + " "
                + (Second.KNOWN == First.ALL.get(0)));
        Derived derived = new Derived("made by main");
        Derived first = (Derived) Base.INSTANCE;
        System.out.println(derived.name + " " + derived.text + ", " + first.name + " " + first.text + " " + Derived.set
                + " " + Base.NAMES.get(first));
    }
}
