package io.jtp.samples.closures;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** Classes within each other that use each other's private members: fields, methods, constructors, through superclasses and lambdas. */
public final class Nestmates {
    private int secret = 1;
    private static long shared = 1L << 33;
    private final List<String> log = new ArrayList<>();

    private Nestmates() {}

    private int hidden(int by) {
        Here.now();
        return secret *= by;
    }

    private static String tell(String what) {
        Here.now();
        return what + shared--;
    }

    private class Inner {
        private int secret = 10;

        private int both() {
            return secret++ + Nestmates.this.secret++ * hidden(2);
        }

        private class Deep extends Nested {
            private Deep() {
                super(Inner.this.secret);
            }

            @Override
            int use(Nestmates of) {
                log.add(tell("deep "));
                return super.use(of) + both() + (shared += of.secret) % 1000 > 0 ? of.hidden(3) : -1;
            }
        }
    }

    private static class Nested {
        private final int value;
        private Nested next;

        private Nested(int value) {
            this.value = value;
        }

        private static Nested chain(int length) {
            Nested chain = new Nested(length);
            chain.next = length > 0 ? chain(length - 1) : null;
            return chain;
        }

        int use(Nestmates of) {
            of.secret += value;
            of.log.add(tell("nested " + of.secret + " "));
            return next == null ? of.hidden(1) : next.use(of) + of.secret--;
        }
    }

    private interface Secretive {
        private int own() {
            return 5;
        }

        static int open(Secretive of) {
            Here.now();
            return of.own() + of.other();
        }

        int other();
    }

    IntSupplier counter() {
        return () -> {
            Secretive secretive = () -> secret += Nested.chain(1).value;
            return Secretive.open(secretive)
                    + new Object() {
                        private int count = secret;

                        private int twice() {
                            return hidden(2) + count;
                        }
                    }.twice();
        };
    }

    public static void main(String[] args) {
        Here.begin();
        Nestmates outer = new Nestmates();
        Inner inner = outer.new Inner();
        System.out.println(inner.both() + " " + inner.both() + " " + outer.secret);
        System.out.println(Nested.chain(3).use(outer) + " " + outer.secret);
        System.out.println(inner.new Deep().use(outer) + " " + outer.counter().getAsInt() + " "
                + outer.counter().getAsInt());
        System.out.println(outer.log + " " + shared);
    }
}
