package io.jtp.samples.objects;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What only {@code ==} and identity hash codes tell: copies are others, shared objects are one, boxes and strings are as the language says. */
public final class Identity {
    private Identity() {}

    /** Says what {@code Object} says. */
    private static class Plain {}

    private static final class Pair extends Plain implements Cloneable {
        private Object left;
        private Object right;

        Pair(Object left, Object right) {
            this.left = left;
            this.right = right;
        }

        @Override
        public Pair clone() {
            try {
                return (Pair) super.clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    static String same(Object... objects) {
        StringBuilder text = new StringBuilder();
        Map<Object, Integer> numbers = new IdentityHashMap<>();
        for (Object object : objects) {
            text.append(numbers.computeIfAbsent(object, key -> Here.now(numbers.size())))
                    .append(' ');
        }
        return text.toString();
    }

    static int depth(Object object, Map<Object, Integer> seen) {
        if (!(object instanceof Pair pair)) {
            return 0;
        }
        Integer known = seen.putIfAbsent(object, seen.size());
        if (known != null) {
            return 100 + known;
        }
        int left = depth(pair.left, seen);
        if (seen.size() == 6) {
            Here.now();
        }
        return 1 + left + (pair.left != pair.right ? depth(pair.right, seen) * 3 : 7);
    }

    public static void main(String[] args) {
        Here.begin();
        Plain plain = new Plain();
        String printed = plain.toString();
        int hash = plain.hashCode();
        Map<Plain, String> table = new HashMap<>(Map.of(plain, "found"));
        String literal = "literal";
        String made = new StringBuilder("lit").append("eral").toString();
        Pair pair = new Pair(literal, made);
        Pair ring = new Pair(pair, null);
        ring.right = new Pair(ring.clone(), ring);
        Here.now();
        System.out.println(same(
                pair.left,
                pair.right,
                literal,
                made,
                made.intern(),
                "lit" + "eral",
                String.valueOf(literal),
                literal.substring(0)));
        System.out.println(
                (plain.toString().equals(printed) && plain.hashCode() == hash && System.identityHashCode(plain) == hash)
                        + " " + table.get(plain) + " " + (Objects.hash(plain, 1) == 31 * (31 + hash) + 1));
        Integer small = 127;
        Integer large = 128;
        Object boxed = large;
        Character letter = 'a';
        Long number = 127L;
        System.out.println(
                same(small, 127, Here.now((Object) small), Integer.valueOf("127"), number, 127L, letter, (char)
                        ('a' + args.length)));
        System.out.println((boxed == large) + " " + boxed.equals(128) + " " + number.equals(small) + " "
                + (large != null ? large == 128 : small == large));
        System.out.println(
                depth(ring, new IdentityHashMap<>()) + " " + (ring.clone() == ring) + (ring.clone().left == pair));
        List<Object> self = new ArrayList<>();
        self.add(self);
        self.add(new Object[] {self});
        System.out.println(self.get(0) == self && ((Object[]) self.get(1))[0] != null ? "round and round" : "lost");
        int[] array = {1};
        int[] again = array.clone();
        System.out.println(same(array, again, array)
                + array.equals(again)
                + (Identity.class == new Identity().getClass())
                + (Plain[].class == new Plain[0].getClass()));
    }
}
