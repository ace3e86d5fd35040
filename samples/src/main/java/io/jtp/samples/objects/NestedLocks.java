package io.jtp.samples.objects;

import io.jtp.samples.Here;

/** Locks in recursion, in loops, left by return, break and exceptions: afterwards each is held exactly as often as before, and then by nobody. */
public final class NestedLocks {
    private final String name;
    private final NestedLocks other;
    private int count;

    NestedLocks(String name, NestedLocks other) {
        this.name = name;
        this.other = other;
    }

    synchronized int down(int depth) {
        synchronized (other) {
            if (depth == 0) {
                Here.now();
                return held(this) * 10 + held(other);
            }
            synchronized (this) {
                count += depth;
                return depth % 2 == 0 ? down(depth - 1) + 1 : other.up(this, depth);
            }
        }
    }

    private synchronized int up(NestedLocks from, int depth) {
        synchronized (NestedLocks.class) {
            int result = from.down(depth - 1);
            return result + held(NestedLocks.class) * 100;
        }
    }

    /** {@return whether this thread holds it, found out in a way that needs it} */
    static int held(Object lock) {
        try {
            lock.notifyAll();
            return 1;
        } catch (IllegalMonitorStateException e) {
            return 0;
        }
    }

    int left(int limit) {
        int sum = 0;
        loop:
        for (int i = 0; ; i++) {
            synchronized (this) {
                try {
                    synchronized (other) {
                        if (i % 3 == 0) {
                            continue;
                        }
                        if (i > limit) {
                            Here.now();
                            break loop;
                        }
                        sum += i / (i % 7);
                    }
                } catch (ArithmeticException e) {
                    sum += 1000 * (held(this) + 2 * held(other));
                    Here.now();
                }
            }
            if (i > 1000) {
                return -1;
            }
        }
        return sum + held(this) + held(other);
    }

    static synchronized String onClass(NestedLocks first, int n) {
        synchronized (first.name) {
            if (n > 0) {
                return onClass(first, n - 1) + held(NestedLocks.class);
            }
            Here.now();
            throw new IllegalStateException("with " + held(first.name) + held(NestedLocks.class) + held(first));
        }
    }

    public static void main(String[] args) {
        Here.begin();
        NestedLocks inner = new NestedLocks("inner", new NestedLocks("innermost", null));
        NestedLocks outer = new NestedLocks("outer", inner);
        System.out.println(outer.down(0) + " " + held(outer) + held(inner));
        System.out.println(
                outer.down(6) + " " + outer.count + " " + held(outer) + held(inner) + held(NestedLocks.class));
        System.out.println(outer.left(22) + " " + held(outer) + held(inner));
        try {
            System.out.println(onClass(outer, 3));
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage() + " " + held(outer.name) + held(NestedLocks.class));
        }
    }
}
