package io.jtp.samples.algorithms;

import io.jtp.samples.Here;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/** A parser of expressions by recursive descent, which computes while it reads: grammar and operands are both on the stack. */
public final class Interpreter {
    private final String text;
    private final Map<String, Double> variables;
    private final Map<String, DoubleBinaryOperator> functions = new HashMap<>();
    private int at;

    Interpreter(String text, Map<String, Double> variables) {
        this.text = text.replace(" ", "");
        this.variables = variables;
        functions.put("max", Math::max);
        functions.put("mean", (a, b) -> {
            Here.now();
            return (a + b) / 2;
        });
        functions.put("pow", (a, b) -> {
            double power = 1;
            for (int i = 0; i < b; i++) {
                power *= a;
            }
            return power;
        });
    }

    private boolean accept(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    double statements() {
        double value = sum();
        while (accept(';')) {
            value = sum();
        }
        if (at < text.length()) {
            throw new IllegalArgumentException("'" + text.charAt(at) + "' at " + at);
        }
        return value;
    }

    private double sum() {
        double value = product();
        while (true) {
            if (accept('+')) {
                value += product();
            } else if (accept('-')) {
                value -= product();
            } else {
                return value;
            }
        }
    }

    private double product() {
        double value = factor();
        for (; ; ) {
            value = accept('*')
                    ? value * factor()
                    : accept('/') ? value / factor() : accept('%') ? value % factor() : value;
            if (at >= text.length() || "*/%".indexOf(text.charAt(at)) < 0) {
                return value;
            }
        }
    }

    private double factor() {
        if (accept('-')) {
            return -factor();
        }
        if (accept('(')) {
            double value = sum();
            Here.now();
            if (!accept(')')) {
                throw new IllegalArgumentException("no ) at " + at);
            }
            return value;
        }
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        String word = text.substring(start, at);
        if (word.isEmpty()) {
            throw new IllegalArgumentException("nothing at " + at);
        } else if (Character.isDigit(word.charAt(0))) {
            return Double.parseDouble(word);
        } else if (accept('(')) {
            double first = sum();
            double result = functions.get(word).applyAsDouble(first, accept(',') ? sum() : first);
            accept(')');
            return result;
        } else if (accept('=')) {
            double value = sum();
            variables.put(word, value);
            return value;
        }
        return variables.getOrDefault(word, 0.0);
    }

    public static void main(String[] args) {
        Here.begin();
        Map<String, Double> variables = new HashMap<>();
        for (String text : new String[] {
            "1 + 2 * (3 + 4 * (5 - 6)) - 7 % 4",
            "x = (y = 2.5) * 4; z = max(x, y * 5) + mean(pow(2, 10), mean(x)); z - -(1)",
            "pow(mean(1, (2 + 3) * (x - 7)), 3) / (z + 1)",
            "2 * (3 + (x",
            "1 + ) 2",
            "none * 3 + x $ 4"
        }) {
            try {
                System.out.println(new Interpreter(text, variables).statements());
            } catch (IllegalArgumentException e) {
                System.out.println("wrong: " + e.getMessage());
            }
        }
    }
}
