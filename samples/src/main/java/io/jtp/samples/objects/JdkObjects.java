package io.jtp.samples.objects;

import io.jtp.samples.Here;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.Random;
import java.util.Scanner;
import java.util.StringTokenizer;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Objects of the JDK that are in the middle of something: a matcher, a scanner, a random sequence, a buffer, a formatter. */
public final class JdkObjects {
    private JdkObjects() {}

    private static final ThreadLocal<String> MINE = ThreadLocal.withInitial(() -> "initial");

    public static void main(String[] args) {
        Here.begin();
        Matcher matcher = Pattern.compile("(\\w)(\\d+)").matcher("a1 b22 c333");
        matcher.find();
        Scanner scanner = new Scanner("1 2.5 three\nfour five").useLocale(Locale.ROOT);
        scanner.nextInt();
        StringTokenizer tokens = new StringTokenizer("x,y,z", ",");
        tokens.nextToken();
        Random random = new Random(42);
        random.nextGaussian();
        ByteBuffer buffer = ByteBuffer.allocate(32).putInt(7).putLong(8);
        BitSet bits = new BitSet();
        bits.set(3, 70);
        BigInteger power = BigInteger.TWO.pow(100);
        BigDecimal price = new BigDecimal("19.99");
        LocalDate date = LocalDate.of(2024, 2, 28);
        DateTimeFormatter format = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
        DecimalFormat decimals = new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT));
        UUID id = new UUID(1, 2);
        AtomicLong atomic = new AtomicLong(41);
        MINE.set("mine");
        byte[] utf8 = "größe".getBytes(StandardCharsets.UTF_8);
        Here.now();
        matcher.find();
        System.out.println(
                matcher.group(1) + matcher.group(2) + " at " + matcher.start() + " " + matcher.replaceAll("$2$1"));
        System.out.println(scanner.nextDouble() + scanner.next() + scanner.nextLine() + scanner.nextLine());
        System.out.println(tokens.nextToken() + tokens.countTokens());
        System.out.println(random.nextGaussian() + " " + random.nextInt(1000));
        System.out.println(buffer.position() + " " + buffer.flip().getInt() + " " + buffer.getLong());
        System.out.println(bits.cardinality() + " " + power.shiftRight(90) + " " + price.multiply(BigDecimal.TEN));
        System.out.println(
                format.format(date.plusDays(1)) + " " + Duration.ofSeconds(3661) + " " + decimals.format(1234.5));
        System.out.println(id + " " + atomic.incrementAndGet() + " " + MINE.get());
        System.out.println(
                utf8.length + " " + new String(utf8, StandardCharsets.UTF_8).length() + " " + Arrays.hashCode(utf8));
        System.out.println(String.format(Locale.ROOT, "%05d|%-6s|%.3f", 42, "ab", Math.PI));
    }
}
