package io.jtp.samples.objects;

import io.jtp.samples.Here;

/** A list of 100,000 nodes, each holding the next: too deep for anything that follows references by recursion. */
public final class LinkedNodes {
    private LinkedNodes() {}

    private static final class Node {
        private final int value;
        private Node next;

        Node(int value, Node next) {
            this.value = value;
            this.next = next;
        }
    }

    public static void main(String[] args) {
        Here.begin();
        Node last = new Node(0, null);
        Node first = last;
        for (int i = 1; i < 100_000; i++) {
            first = new Node(i, first);
        }
        last.next = first;
        Here.now();
        long sum = 0;
        int count = 0;
        Node node = first;
        do {
            sum += node.value;
            count++;
            node = node.next;
        } while (node != first);
        System.out.println(count + " nodes, sum " + sum + ", a ring: " + (last.next == first));
    }
}
