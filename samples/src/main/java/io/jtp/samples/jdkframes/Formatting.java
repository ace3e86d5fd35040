package io.jtp.samples.jdkframes;

import io.jtp.samples.Here;
import java.util.ArrayList;
import java.util.Formattable;
import java.util.FormattableFlags;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** Text methods of the JDK that call ours: toString, Formattable, CharSequence, Appendable, the replacement of a match. */
public final class Formatting {
    private Formatting() {}

    record Money(long cents) implements Formattable, Comparable<Money> {
        @Override
        public void formatTo(Formatter to, int flags, int width, int precision) {
            Here.now();
            boolean left = (flags & FormattableFlags.LEFT_JUSTIFY) != 0;
            String text = cents / 100 + (precision == 0 ? "" : "." + cents % 100);
            to.format("%" + (left ? "-" : "") + Math.max(width, 1) + "s", text);
        }

        @Override
        public int compareTo(Money other) {
            Here.now();
            return Long.compare(cents, other.cents);
        }

        @Override
        public String toString() {
            Here.now();
            return cents + "c";
        }
    }

    /** The text of another, every character doubled. */
    private static final class Doubled implements CharSequence {
        private final CharSequence text;

        Doubled(CharSequence text) {
            this.text = text;
        }

        @Override
        public int length() {
            return 2 * text.length();
        }

        @Override
        public char charAt(int index) {
            if (index == 5) {
                Here.now();
            }
            return text.charAt(index / 2);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new StringBuilder(this).substring(start, end);
        }

        @Override
        public String toString() {
            return new StringBuilder().append(this, 0, length()).toString();
        }
    }

    public static void main(String[] args) {
        Here.begin();
        Money money = new Money(12_345);
        System.out.println(String.format(
                Locale.ROOT,
                "|%10s|%-9.0s|%s|%08.3f|%+,d|%x|%e|",
                money,
                money,
                List.of(money),
                Math.PI,
                1234567,
                -1,
                12345.678));
        System.out.println(
                "x" + String.valueOf(money) + new StringBuilder().append(money).insert(2, money)
                        + String.join("-", new Doubled("abc"), money.toString()));
        System.out.println(Objects.requireNonNullElseGet(null, () -> {
            Here.now();
            return money;
        }));
        System.out.println(Pattern.compile("(\\w)(\\d+)").matcher("a1 b22 c333").replaceAll(match -> {
            if (match.start() > 2) {
                Here.now();
            }
            return match.group(2) + match.group(1).toUpperCase(Locale.ROOT);
        }));
        System.out.println(Pattern.compile("b+")
                .matcher(new Doubled("abc"))
                .results()
                .map(match -> match.group() + match.start())
                .toList());
        List<CharSequence> parts = new ArrayList<>();
        parts.add(new Doubled("äß€"));
        parts.add(new Doubled(new Doubled("z")));
        System.out.println(String.join("|", parts) + " " + "zzzz".contentEquals(parts.get(1)) + " "
                + new Doubled("\ud83d\ude00").codePoints().count());
        System.out.printf("%2$s %1$s %<s %s%n", "first", new Money(1));
    }
}
