package io.jtp.samples.contents;

import io.jtp.samples.Here;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.text.ParseException;
import java.text.SimpleDateFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.BitSet;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SimpleTimeZone;
import java.util.SplittableRandom;
import java.util.StringTokenizer;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Objects of the JDK that are in the middle of something: random sequences, digests, ciphers, checksums, matchers, formats, dates. */
public final class HalfWay {
    private HalfWay() {}

    private static final byte[] TEXT = "The quick brown fox jumps over the lazy dog".getBytes(StandardCharsets.UTF_8);

    private static void random() {
        Random random = new Random(7);
        random.nextGaussian();
        SplittableRandom splittable = new SplittableRandom(7).split();
        splittable.nextInt();
        int any = ThreadLocalRandom.current().nextInt(10);
        UUID named = UUID.nameUUIDFromBytes(TEXT);
        UUID unknown = UUID.randomUUID();
        var numbers = random.ints(5, 0, 100).iterator();
        numbers.next();
        Here.now();
        System.out.println(random.nextGaussian() + " " + splittable.split().nextLong() + " " + splittable.nextInt(100)
                + " " + numbers.next());
        System.out.println(named + " " + unknown.version() + " "
                + UUID.fromString(unknown.toString()).equals(unknown) + " "
                + (any + ThreadLocalRandom.current().nextInt(10) < 20));
    }

    private static void secure() throws GeneralSecurityException {
        SecureRandom own = new SecureRandom();
        SecureRandom seeded = SecureRandom.getInstance("SHA1PRNG");
        seeded.setSeed(42);
        seeded.nextInt();
        Here.now();
        System.out.println(seeded.nextInt() + " " + own.nextInt(1) + " " + new SecureRandom().nextInt(1) + " "
                + own.getAlgorithm().isEmpty());
    }

    private static void digests() throws GeneralSecurityException {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(TEXT, "HmacSHA256"));
        sha.update(TEXT, 0, 10);
        md5.update(TEXT, 0, 20);
        mac.update(TEXT, 0, 5);
        Here.now();
        sha.update(TEXT, 10, TEXT.length - 10);
        md5.update(TEXT, 20, TEXT.length - 20);
        mac.update(TEXT);
        HexFormat hex = HexFormat.of();
        System.out.println(hex.formatHex(sha.digest()) + " " + hex.formatHex(md5.digest()));
        System.out.println(hex.formatHex(mac.doFinal()));
    }

    private static void ciphers() throws GeneralSecurityException {
        SecretKeySpec key = new SecretKeySpec(TEXT, 0, 16, "AES");
        Cipher encrypt = Cipher.getInstance("AES/CBC/PKCS5Padding");
        encrypt.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(TEXT, 16, 16));
        byte[] first = encrypt.update(TEXT);
        Cipher decrypt = Cipher.getInstance("AES/CBC/PKCS5Padding");
        decrypt.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(TEXT, 16, 16));
        StringBuilder text = new StringBuilder(new String(decrypt.update(first), StandardCharsets.UTF_8));
        Here.now();
        byte[] last = encrypt.doFinal(TEXT);
        text.append(new String(decrypt.doFinal(last), StandardCharsets.UTF_8));
        System.out.println(HexFormat.of().formatHex(first) + " " + last.length + " " + text);
    }

    private static void signatures() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        KeyPair keys = generator.generateKeyPair();
        Signature sign = Signature.getInstance("SHA256withRSA");
        sign.initSign(keys.getPrivate());
        sign.update(TEXT, 0, 9);
        Here.now();
        sign.update(TEXT, 9, TEXT.length - 9);
        Signature verify = Signature.getInstance("SHA256withRSA");
        verify.initVerify(keys.getPublic());
        verify.update(TEXT);
        System.out.println("verified " + verify.verify(sign.sign()));
    }

    private static void checksums() throws java.io.IOException {
        CRC32 crc = new CRC32();
        CRC32C crcC = new CRC32C();
        Adler32 adler = new Adler32();
        crc.update(TEXT, 0, 7);
        crcC.update(TEXT, 0, 7);
        adler.update(TEXT, 0, 7);
        CheckedInputStream checked = new CheckedInputStream(new java.io.ByteArrayInputStream(TEXT), new CRC32());
        checked.read();
        Here.now();
        crc.update(TEXT, 7, 30);
        crcC.update(TEXT, 7, 30);
        adler.update(TEXT, 7, 30);
        checked.readAllBytes();
        System.out.println(crc.getValue() + " " + crcC.getValue() + " " + adler.getValue() + " "
                + checked.getChecksum().getValue());
    }

    private static void text() throws ParseException {
        Matcher matcher = Pattern.compile("(?<word>\\w+)\\s?").matcher(new String(TEXT, StandardCharsets.UTF_8));
        matcher.find();
        StringBuilder replaced = new StringBuilder();
        matcher.find();
        matcher.appendReplacement(replaced, "<$1>");
        StringTokenizer tokens = new StringTokenizer("a b,c d", " ", true);
        tokens.nextToken();
        SimpleDateFormat format = new SimpleDateFormat("EEE, d MMM yyyy HH:mm:ss z", Locale.ENGLISH);
        format.setTimeZone(TimeZone.getTimeZone("Europe/Paris"));
        format.format(new Date(0));
        BitSet bits = IntStream.range(0, 100).filter(i -> i % 3 == 0).collect(BitSet::new, BitSet::set, BitSet::or);
        int next = bits.nextSetBit(4);
        BigDecimal third = BigDecimal.ONE.divide(BigDecimal.valueOf(3), MathContext.DECIMAL128);
        Optional<String> some = Optional.of("some");
        Optional<String> none = Optional.empty();
        Here.now();
        while (matcher.find()) {
            matcher.appendReplacement(replaced, "<${word}>");
        }
        System.out.println(
                matcher.appendTail(replaced) + " " + tokens.nextToken() + tokens.nextToken(",") + tokens.countTokens());
        System.out.println(format.format(format.parse("Mon, 3 Jun 2024 12:00:00 CEST")) + " "
                + bits.nextSetBit(next + 1) + " " + bits.cardinality());
        System.out.println(third.multiply(BigDecimal.valueOf(3)) + " " + third.precision() + " " + some.get()
                + (none == Optional.<String>empty()) + none.or(() -> some).get() + OptionalInt.of(3));
    }

    private static void time() {
        ZonedDateTime zoned = ZonedDateTime.of(2024, 3, 30, 12, 0, 0, 0, ZoneId.of("Europe/Berlin"));
        LocalDateTime local = LocalDateTime.of(2024, 2, 29, 23, 59, 59);
        DateTimeFormatter format = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm VV xxx", Locale.ROOT);
        Clock clock = Clock.offset(Clock.fixed(Instant.EPOCH, ZoneId.of("UTC")), Duration.ofDays(1));
        GregorianCalendar calendar = new GregorianCalendar(new SimpleTimeZone(3_600_000, "one"), Locale.ROOT);
        calendar.setTimeInMillis(1_700_000_000_000L);
        Period period = Period.of(1, 2, 3);
        Here.now();
        System.out.println(
                format.format(zoned.plusDays(1)) + " " + local.plus(period).plusSeconds(1) + " " + clock.instant());
        calendar.add(GregorianCalendar.MONTH, 5);
        System.out.println(calendar.getTimeInMillis() + " " + calendar.get(GregorianCalendar.HOUR_OF_DAY) + " "
                + zoned.getZone().getRules().isDaylightSavings(zoned.plusDays(1).toInstant()));
    }

    private static Exception thrown(int depth) {
        return depth == 0 ? new IllegalStateException("deep") : thrown(depth - 1);
    }

    private static void traces() {
        Exception fresh = thrown(3);
        Exception cause = new IllegalArgumentException("outer", thrown(1));
        cause.addSuppressed(thrown(0));
        StackTraceElement[] asked = fresh.getStackTrace();
        Here.now();
        System.out.println(
                fresh.getStackTrace()[2].equals(asked[2]) + " " + fresh.getStackTrace().length + " " + asked[1]);
        System.out.println(cause.getCause().getStackTrace()[1] + " "
                + cause.getSuppressed()[0].getStackTrace()[0] + " " + cause.getStackTrace()[0].getMethodName());
    }

    public static void main(String[] args) throws Exception {
        Here.begin();
        random();
        secure();
        digests();
        ciphers();
        signatures();
        checksums();
        text();
        time();
        traces();
    }
}
