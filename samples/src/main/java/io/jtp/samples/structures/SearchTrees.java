package io.jtp.samples.structures;

import io.jtp.samples.Here;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** A balanced search tree of our own, left-leaning red and black: insertion rebuilds it on the way back, an iterator walks it half way. */
public final class SearchTrees {
    private SearchTrees() {}

    static final class Tree<K extends Comparable<K>, V> implements Iterable<Tree.Node<K, V>> {
        private Node<K, V> root;
        private int size;

        static final class Node<K, V> {
            private final K key;
            private V value;
            private Node<K, V> left;
            private Node<K, V> right;
            private boolean red = true;

            Node(K key, V value) {
                this.key = key;
                this.value = value;
            }

            @Override
            public String toString() {
                return key + "=" + value + (red ? "r" : "b");
            }
        }

        private static boolean red(Node<?, ?> node) {
            return node != null && node.red;
        }

        private static <K, V> Node<K, V> rotate(Node<K, V> node, boolean toLeft) {
            Node<K, V> up = toLeft ? node.right : node.left;
            if (toLeft) {
                node.right = up.left;
                up.left = node;
            } else {
                node.left = up.right;
                up.right = node;
            }
            up.red = node.red;
            node.red = true;
            return up;
        }

        V put(K key, V value) {
            Object[] old = new Object[1];
            root = put(root, key, value, old);
            root.red = false;
            @SuppressWarnings("unchecked")
            V before = (V) old[0];
            return before;
        }

        private Node<K, V> put(Node<K, V> node, K key, V value, Object[] old) {
            if (node == null) {
                if (++size % 60 == 40) {
                    Here.now();
                }
                return new Node<>(key, value);
            }
            int order = key.compareTo(node.key);
            if (order == 0) {
                old[0] = node.value;
                node.value = value;
            } else if (order < 0) {
                node.left = put(node.left, key, value, old);
            } else {
                node.right = put(node.right, key, value, old);
            }
            if (red(node.right) && !red(node.left)) {
                node = rotate(node, true);
            }
            if (red(node.left) && red(node.left.left)) {
                node = rotate(node, false);
                if (size == 100) {
                    Here.now();
                }
            }
            if (red(node.left) && red(node.right)) {
                node.red = true;
                node.left.red = node.right.red = false;
            }
            return node;
        }

        int height(Node<K, V> node) {
            return node == null ? 0 : 1 + Math.max(height(node.left), height(node.right));
        }

        @Override
        public Iterator<Node<K, V>> iterator() {
            Deque<Node<K, V>> path = new ArrayDeque<>();
            for (Node<K, V> at = root; at != null; at = at.left) {
                path.push(at);
            }
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return !path.isEmpty();
                }

                @Override
                public Node<K, V> next() {
                    if (path.isEmpty()) {
                        throw new NoSuchElementException();
                    }
                    Node<K, V> next = path.pop();
                    for (Node<K, V> at = next.right; at != null; at = at.left) {
                        path.push(at);
                    }
                    return next;
                }
            };
        }
    }

    public static void main(String[] args) {
        Here.begin();
        Tree<Integer, String> tree = new Tree<>();
        int replaced = 0;
        for (int i = 0; i < 400; i++) {
            replaced += tree.put(i * i * 7 % 251, "v" + i) == null ? 0 : 1;
        }
        System.out.println(tree.size + " " + replaced + " " + tree.height(tree.root) + " " + tree.root);
        long hash = 0;
        int count = 0;
        for (Tree.Node<Integer, String> node : tree) {
            hash = hash * 31 + node.toString().hashCode();
            if (++count == 70) {
                Here.now();
            }
        }
        System.out.println(count + " " + hash);
        Tree<String, Integer> words = new Tree<>();
        for (String word : "a tree of words is as good as a tree of numbers".split(" ")) {
            Integer before = words.put(word, 1);
            if (before != null) {
                words.put(word, before + 1);
            }
        }
        words.forEach(node -> System.out.print(node + " "));
        System.out.println();
    }
}
