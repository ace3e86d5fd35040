package io.jtp.samples.text;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.InputMismatchException;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.StringJoiner;
import java.util.StringTokenizer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scanners, tokenizers and matchers that have read half of their text when the program is moved, in loops that ask them for more. */
public final class Scanning {
    private Scanning() {}

    static String table(String text) {
        StringBuilder out = new StringBuilder();
        try (Scanner lines = new Scanner(text).useLocale(Locale.ROOT)) {
            while (lines.hasNextLine()) {
                Scanner line = new Scanner(lines.nextLine())
                        .useDelimiter("\\s*[;,]\\s*")
                        .useLocale(Locale.ROOT);
                double sum = 0;
                StringJoiner words = new StringJoiner("+", "{", "}").setEmptyValue("none");
                while (line.hasNext()) {
                    if (line.hasNextInt()) {
                        sum += line.nextInt();
                    } else if (line.hasNextDouble()) {
                        sum += line.nextDouble();
                        Here.now();
                    } else if (line.hasNext("0x\\p{XDigit}+")) {
                        sum += Integer.decode(line.next());
                    } else {
                        words.add(line.next());
                    }
                }
                out.append(sum).append(words).append(' ');
            }
        }
        return out.toString();
    }

    static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        StringTokenizer outer = new StringTokenizer(text, "|");
        while (outer.hasMoreTokens()) {
            StringTokenizer inner = new StringTokenizer(outer.nextToken(), "+*", true);
            while (inner.hasMoreTokens()) {
                String token = inner.nextToken();
                if (token.equals("*")) {
                    Here.now();
                    token = inner.nextToken("|").substring(0);
                }
                tokens.add(token);
            }
        }
        return tokens;
    }

    static String fill(String template, List<String> values) {
        Matcher matcher = Pattern.compile("\\$\\{(?<name>\\w+)(?::(\\d+))?}").matcher(template);
        StringBuilder out = new StringBuilder();
        int next = 0;
        while (matcher.find()) {
            String value = values.get(next++ % values.size());
            int width = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
            matcher.appendReplacement(
                    out,
                    Matcher.quoteReplacement(
                            matcher.group("name") + "=" + "$".repeat(Math.max(0, width - value.length())) + value));
            if (next == 2) {
                Here.now();
            }
        }
        return matcher.appendTail(out).toString();
    }

    public static void main(String[] args) {
        Here.begin();
        System.out.println(table("1; two, 3.5;0x10\n\nx;y , z\n-7,1e3, 2"));
        System.out.println(tokens("a+b*c|d*e+f|*g"));
        System.out.println(fill("<${one}> and ${two:6} or ${three:3}; ${none", List.of("v", "ww")));
        Scanner numbers = new Scanner("10 20 thirty 40").useRadix(16);
        int sum = 0;
        while (numbers.hasNext()) {
            try {
                sum += numbers.nextInt();
            } catch (InputMismatchException e) {
                Here.now();
                sum += numbers.next().length() * 1000;
            }
        }
        System.out.println(sum);
        List<MatchResult> results =
                new Scanner("a1b22c333").findAll("([a-z])(\\d+)").map(Here::now).toList();
        System.out.println(results.size() + results.get(2).group(2) + " "
                + Pattern.compile("(a+)+b|.*c").matcher("aaaaac").matches());
    }
}
