package io.jtp.samples.algorithms;

import io.jtp.samples.Here;

/** A matcher of regular expressions by backtracking, with closures for what is still to be matched: lambdas upon lambdas on the stack. */
public final class Regex {
    private Regex() {}

    /** What is left to match. */
    interface Rest {
        boolean matches(int at);
    }

    interface Node {
        boolean match(String text, int at, Rest rest);
    }

    private static int steps;

    private static final class Parser {
        private final String pattern;
        private int at;

        Parser(String pattern) {
            this.pattern = pattern;
        }

        private char peek() {
            return at < pattern.length() ? pattern.charAt(at) : 0;
        }

        Node choice() {
            Node left = sequence();
            if (peek() != '|') {
                return left;
            }
            at++;
            Node right = choice();
            return (text, i, rest) -> left.match(text, i, rest) || right.match(text, i, rest);
        }

        private Node sequence() {
            Node all = (text, i, rest) -> rest.matches(i);
            while (peek() != 0 && peek() != '|' && peek() != ')') {
                Node before = all;
                Node next = repeated(atom());
                all = (text, i, rest) -> before.match(text, i, j -> next.match(text, j, rest));
            }
            return all;
        }

        private Node repeated(Node node) {
            switch (peek()) {
                case '*':
                    at++;
                    return star(node);
                case '+':
                    at++;
                    return (text, i, rest) ->
                            node.match(text, i, j -> star(node).match(text, j, rest));
                case '?':
                    at++;
                    return (text, i, rest) -> node.match(text, i, rest) || rest.matches(i);
                default:
                    return node;
            }
        }

        private Node atom() {
            char c = pattern.charAt(at++);
            if (c == '(') {
                Node inner = choice();
                at++;
                return inner;
            }
            return (text, i, rest) -> i < text.length() && (c == '.' || text.charAt(i) == c) && rest.matches(i + 1);
        }
    }

    static Node star(Node node) {
        return new Node() {
            @Override
            public boolean match(String text, int at, Rest rest) {
                if (++steps % 120 == 45) {
                    Here.now();
                }
                return node.match(text, at, next -> next > at && match(text, next, rest)) || rest.matches(at);
            }
        };
    }

    static String find(String pattern, String text) {
        Node node = new Parser(pattern).choice();
        for (int from = 0; from <= text.length(); from++) {
            int start = from;
            int[] end = {-1};
            if (node.match(text, start, at -> (end[0] = at) >= 0)) {
                return start + "-" + end[0] + ":" + text.substring(start, end[0]);
            }
        }
        return "none";
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println(find("b(an)*a?s", "two bananas and a bas") + " " + find("(a|b)+c", "xxabbabacab") + " "
                + find("q", "none"));
        System.out.println(find("(a*)*b", "aaaaaaac") + " " + find("(ab|a)(bc|c)?d", "abcd") + " "
                + find(".+(.)?o. ", "over the moon so low"));
        System.out.println(find("(x+x+)+y", "xxxxxxxxy") + " " + find("(x+x+)+z", "xxxxxxx") + " " + steps);
    }
}
