package io.jtp.samples.heap;

import io.jtp.samples.Here;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A complete binary tree of as many nodes as the argument says. It is moved when it has been built; then it is looked at again, and a line
 * is waited for, so that the process can be.
 */
public final class Tree {

    /** 24 bytes in most JVMs. */
    private static final class Node {
        private final int value;
        private Node left;
        private Node right;

        Node(int value) {
            this.value = value;
        }
    }

    private static Node root;

    private Tree() {}

    public static void main(String[] args) throws IOException {
        Here.begin();
        root = build(Integer.parseInt(args[0]));
        Here.now();
        System.out.println("the values are " + sum());
        if (System.in.read() < 0) {
            System.out.println("nobody looks at it");
        }
    }

    private static Node build(int count) {
        Node[] nodes = new Node[count];
        for (int i = 0; i < count; i++) {
            nodes[i] = new Node(i);
            if (i > 0) {
                Node parent = nodes[(i - 1) / 2];
                if (i % 2 == 1) {
                    parent.left = nodes[i];
                } else {
                    parent.right = nodes[i];
                }
            }
        }
        return nodes[0];
    }

    private static long sum() {
        long sum = 0;
        Deque<Node> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            Node node = open.pop();
            sum += node.value;
            if (node.left != null) {
                open.push(node.left);
            }
            if (node.right != null) {
                open.push(node.right);
            }
        }
        return sum;
    }
}
