package io.jtp.resume.programs;

/** Adds up a list of very many nodes. */
public final class ManyNodes {

    /** An element. */
    public static final class Node {
        Node next;
        Object payload;
        int value;
    }

    static Node head;

    private ManyNodes() {}

    public static void main(String[] args) {
        stop();
        long sum = 0;
        int payloads = 0;
        for (Node node = head; node != null; node = node.next) {
            sum += node.value;
            payloads += node.payload instanceof byte[] bytes ? bytes.length : 1;
        }
        System.out.println(sum + " " + payloads);
    }

    static void stop() {}
}
