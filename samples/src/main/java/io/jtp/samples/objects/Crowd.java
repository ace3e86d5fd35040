package io.jtp.samples.objects;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Thousands of objects of some classes each, with fields of all types, far more than are worth a question for each: they are read many at once. */
public final class Crowd {
    private Crowd() {}

    private static final int SIZE = 5_000;

    private static class Person {
        private final int number;
        private final boolean odd;
        private final byte small;
        private final short twoBytes;
        private final char letter;
        private final long large;
        private final float fraction;
        private final double precise;
        private final String name;
        private Object anything;

        Person(int number) {
            this.number = number;
            odd = number % 2 != 0;
            small = (byte) number;
            twoBytes = (short) (number * 31);
            letter = (char) (number * 13);
            large = number * 0x1_0000_0001L;
            // a NaN of its own each
            fraction = Float.intBitsToFloat(0x7f80_0000 | 1 + number);
            precise = number % 3 == 0 ? -0.0 : 1.0 / number;
            name = name(number);
        }

        private static String name(int number) {
            return switch (number % 5) {
                case 0 -> "";
                case 1 -> "n" + number;
                case 2 -> "\u4e00" + number;
                case 3 -> "\ud83d" + number % 2;
                default -> "x".repeat(number % 1_000);
            };
        }

        long digest() {
            return Arrays.hashCode(new long[] {
                number,
                odd ? 1 : 0,
                small,
                twoBytes,
                letter,
                large,
                Float.floatToRawIntBits(fraction),
                Double.doubleToRawLongBits(precise),
                name.hashCode(),
                of(anything)
            });
        }

        private static long of(Object anything) {
            if (anything instanceof int[] numbers) {
                return Arrays.hashCode(numbers);
            } else if (anything instanceof Person[] people) {
                return people.length == 0 ? 7 : people[0].number;
            }
            return anything == null ? 0 : anything.hashCode();
        }
    }

    /** Has fields of the same names again. */
    private static final class Guest extends Person {
        private final long number;
        private final String name;

        Guest(int number) {
            super(number);
            this.number = -number;
            this.name = "guest " + number;
        }

        @Override
        long digest() {
            return super.digest() * 31 + number + name.hashCode();
        }
    }

    private record Pair(Integer left, Person right) {}

    private static final class Node {
        private final int value;
        private final Node next;

        Node(int value, Node next) {
            this.value = value;
            this.next = next;
        }
    }

    public static void main(String[] args) {
        Here.begin();
        List<Person> people = new ArrayList<>();
        Map<String, Pair> pairs = new HashMap<>();
        Node nodes = null;
        for (int i = 0; i < SIZE; i++) {
            Person person = i % 2 == 0 ? new Person(i) : new Guest(i);
            person.anything = switch (i % 7) {
                case 0 -> new int[i % 4];
                case 1 -> new Person[] {people.get(i / 2)};
                case 2 -> i;
                case 3 -> "any " + i;
                case 4 -> new Pair(i, null);
                case 5 -> new Person[0];
                default -> null;
            };
            people.add(person);
            pairs.put("pair " + i, new Pair(i, people.get(i / 3)));
            nodes = new Node(i, nodes);
        }
        Here.now();
        long digest = 0;
        for (Person person : people) {
            digest = digest * 31 + person.digest();
            if (person == people.get(SIZE / 2)) {
                Here.now();
            }
        }
        System.out.println("people " + digest);
        for (Map.Entry<String, Pair> each : pairs.entrySet()) {
            Pair pair = each.getValue();
            digest = digest * 31
                    + each.getKey().hashCode()
                    + pair.left()
                    + pair.right().digest();
        }
        System.out.println("pairs " + digest);
        for (Node node = nodes; node != null; node = node.next) {
            digest = digest * 31 + node.value;
        }
        System.out.println("nodes " + digest);
    }
}
