package io.jtp.samples.algorithms;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Text in columns, distances of words, common subsequences, anagrams, and random words from a seed. */
public final class WordPuzzles {
    private WordPuzzles() {}

    static final String TEXT = """
            The program goes on in the middle of the expression it was in, \
            with its standard streams and its exit code.
              Indented, "quoted" \\ and\ttabbed.
            """;

    static List<String> justify(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        List<String> words = new ArrayList<>();
        for (String word : (text + " \u0000").split("\\s+")) {
            int length = words.stream().mapToInt(String::length).sum();
            if (length + words.size() + word.length() > width || word.equals("\u0000")) {
                boolean last = word.equals("\u0000");
                for (int i = 0; i < words.size(); i++) {
                    line.append(words.get(i));
                    if (i < words.size() - 1) {
                        int gaps = words.size() - 1;
                        int blanks = last ? 1 : (width - length) / gaps + (i < (width - length) % gaps ? 1 : 0);
                        line.append(" ".repeat(blanks));
                    }
                    if (i == 2) {
                        Here.now();
                    }
                }
                lines.add(line.toString());
                line.setLength(0);
                words.clear();
            }
            words.add(word);
        }
        return lines;
    }

    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                row[j] = Math.min(
                        Math.min(row[j - 1], above) + 1, diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
                diagonal = above;
                if (i == 4 && j == 3) {
                    Here.now();
                }
            }
        }
        return row[b.length()];
    }

    static String common(String a, String b, String[][] known) {
        if (a.isEmpty() || b.isEmpty()) {
            return "";
        }
        String best = known[a.length()][b.length()];
        if (best == null) {
            if (a.charAt(0) == b.charAt(0)) {
                best = a.charAt(0) + common(a.substring(1), b.substring(1), known);
            } else {
                String left = common(a.substring(1), b, known);
                String right = common(a, b.substring(1), known);
                best = left.length() >= right.length() ? left : right;
            }
            known[a.length()][b.length()] = best;
            if (best.length() == 7) {
                Here.now();
            }
        }
        return best;
    }

    static int anagrams(char[] letters, int from, String end) {
        if (from == letters.length) {
            return new String(letters).endsWith(end) ? 1 : 0;
        }
        int count = 0;
        for (int i = from; i < letters.length; i++) {
            char swapped = letters[from];
            letters[from] = letters[i];
            letters[i] = swapped;
            count += anagrams(letters, from + 1, end);
            letters[i] = letters[from];
            letters[from] = swapped;
        }
        if (from == 1 && letters[0] == 'c') {
            Here.now();
        }
        return count;
    }

    public static void main(String[] args) {
        Here.begin();
        justify(TEXT, 26).forEach(line -> System.out.println("|" + line + "|"));
        System.out.println(distance("teleport", "television") + " " + distance("kitten", "sitting"));
        System.out.println(common("the running program", "a moving programme", new String[32][32]) + " "
                + anagrams("abcdef".toCharArray(), 0, "ad"));
        Random random = new Random(7);
        SplittableRandom split = new SplittableRandom(8);
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            words.append((char)
                    ('a' + (i % 2 == 0 ? random.nextInt(26) : split.split().nextInt(26))));
            if (random.nextDouble() < 0.2) {
                words.append(split.nextBoolean() ? ' ' : '-');
            }
            if (i == 30) {
                Here.now();
            }
        }
        System.out.println(
                words + " " + random.nextLong() + " " + split.nextLong() + " " + (long) (random.nextGaussian() * 1e9));
    }
}
