package io.jtp.samples.algorithms;

import io.jtp.samples.Here;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/** A text is packed in two ways, Lempel-Ziv-Welch and Huffman, and unpacked again: the tables of both sides have to stay in step. */
public final class Compression {
    private Compression() {}

    static List<Integer> pack(String text) {
        Map<String, Integer> codes = new HashMap<>();
        for (char c = 0; c < 128; c++) {
            codes.put(String.valueOf(c), (int) c);
        }
        List<Integer> packed = new ArrayList<>();
        String known = "";
        for (char c : text.toCharArray()) {
            if (codes.containsKey(known + c)) {
                known += c;
            } else {
                packed.add(codes.get(known));
                codes.put(known + c, codes.size());
                known = String.valueOf(c);
                if (codes.size() == 150) {
                    Here.now();
                }
            }
        }
        packed.add(codes.get(known));
        return packed;
    }

    static String unpack(List<Integer> packed) {
        List<String> words = new ArrayList<>();
        for (char c = 0; c < 128; c++) {
            words.add(String.valueOf(c));
        }
        StringBuilder text = new StringBuilder();
        String previous = null;
        for (int code : packed) {
            String word = code < words.size() ? words.get(code) : previous + previous.charAt(0);
            if (previous != null) {
                words.add(previous + word.charAt(0));
            }
            previous = word;
            if (text.append(word).length() % 90 == 0) {
                Here.now();
            }
        }
        return text.toString();
    }

    /** A leaf if it has no sides. */
    private record Tree(int weight, int order, byte value, Tree left, Tree right) implements Comparable<Tree> {
        @Override
        public int compareTo(Tree other) {
            if (weight == other.weight && order % 9 == 4) {
                Here.now();
            }
            return weight != other.weight ? Integer.compare(weight, other.weight) : Integer.compare(order, other.order);
        }

        void codes(String path, Map<Byte, String> into) {
            if (left == null) {
                into.put(value, path);
            } else {
                left.codes(path + "0", into);
                right.codes(path + "1", into);
            }
        }
    }

    static Tree tree(byte[] data) {
        Map<Byte, Integer> counts = new TreeMap<>();
        for (byte b : data) {
            counts.merge(b, 1, Integer::sum);
        }
        PriorityQueue<Tree> queue = new PriorityQueue<>();
        counts.forEach((value, count) -> queue.add(new Tree(count, queue.size(), value, null, null)));
        for (int order = 1000; queue.size() > 1; order++) {
            Tree left = queue.poll();
            Tree right = queue.poll();
            queue.add(new Tree(left.weight + right.weight, order, (byte) 0, left, right));
        }
        return queue.poll();
    }

    static byte[] decode(Tree tree, String bits) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Tree at = tree;
        for (int i = 0; i < bits.length(); i++) {
            at = bits.charAt(i) == '0' ? at.left : at.right;
            if (at.left == null) {
                out.write(at.value);
                at = tree;
            }
            if (i == 300) {
                Here.now();
            }
        }
        return out.toByteArray();
    }

    public static void main(String[] args) {
        Here.begin();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            text.append("she sells sea shells ".substring(i % 7)).append(i % 3 == 0 ? "by the shore " : "and more ");
        }
        List<Integer> packed = pack(text.toString());
        System.out.println(text.length() + " " + packed.size() + " " + packed.hashCode() + " "
                + unpack(packed).contentEquals(text));
        byte[] data = text.toString().getBytes();
        Tree tree = tree(data);
        Map<Byte, String> codes = new TreeMap<>();
        tree.codes("", codes);
        StringBuilder bits = new StringBuilder();
        for (byte b : data) {
            bits.append(codes.get(b));
        }
        System.out.println(codes);
        System.out.println(bits.length() + " " + bits.toString().hashCode() + " "
                + new String(decode(tree, bits.toString())).contentEquals(text));
    }
}
