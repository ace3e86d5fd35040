package io.jtp.samples.contents;

import io.jtp.samples.Here;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.LineNumberReader;
import java.io.PushbackReader;
import java.io.StreamTokenizer;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.AttributedString;
import java.text.BreakIterator;
import java.text.ChoiceFormat;
import java.text.CollationElementIterator;
import java.text.Collator;
import java.text.DateFormat;
import java.text.DateFormatSymbols;
import java.text.MessageFormat;
import java.text.Normalizer;
import java.text.NumberFormat;
import java.text.ParseException;
import java.text.RuleBasedCollator;
import java.text.StringCharacterIterator;
import java.util.Arrays;
import java.util.Base64;
import java.util.Currency;
import java.util.Date;
import java.util.Formatter;
import java.util.HashMap;
import java.util.ListResourceBundle;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.StringJoiner;
import java.util.TimeZone;

/** Tools of the JDK for text, in the middle of something: formats, collation, breaks, character sets, resource bundles, properties. */
public final class TextTools {
    private TextTools() {}

    /** A bundle that is a class. */
    public static final class Words extends ListResourceBundle {
        @Override
        protected Object[][] getContents() {
            return new Object[][] {{"greeting", "Guten Tag"}, {"numbers", new int[] {1, 2, 3}}};
        }
    }

    private static void formats() throws ParseException {
        NumberFormat numbers = NumberFormat.getInstance(Locale.GERMANY);
        NumberFormat money = NumberFormat.getCurrencyInstance(Locale.US);
        NumberFormat percent = NumberFormat.getPercentInstance(Locale.ROOT);
        NumberFormat compact = NumberFormat.getCompactNumberInstance(Locale.US, NumberFormat.Style.SHORT);
        Currency euro = Currency.getInstance("EUR");
        money.setCurrency(euro);
        ChoiceFormat choice = new ChoiceFormat("0#no file|1#one file|1<{0} files");
        MessageFormat message =
                new MessageFormat("{0} has {1,choice,0#none|1#one|1<{1}} of {2,number,#.##}", Locale.ROOT);
        DateFormat dates = DateFormat.getDateInstance(DateFormat.LONG, Locale.UK);
        dates.setTimeZone(TimeZone.getTimeZone("America/New_York"));
        DateFormatSymbols symbols = DateFormatSymbols.getInstance(Locale.FRENCH);
        Here.now();
        System.out.println(numbers.format(1234567.891) + " " + numbers.parse("1.234,5") + " " + percent.format(0.25));
        System.out.println(money.format(12.5) + " " + euro.getDisplayName(Locale.ENGLISH) + " "
                + (euro == Currency.getInstance("EUR")) + " " + compact.format(12_345));
        System.out.println(choice.format(2) + " " + message.format(new Object[] {"Eve", 3, 2.718}));
        System.out.println(dates.format(new Date(0)) + " " + Arrays.toString(symbols.getShortMonths()));
        Here.now();
        System.out.println(
                Arrays.toString(message.parse("Eve has one of 2.5")) + " " + money.getMaximumFractionDigits());
    }

    private static void order() throws ParseException {
        Collator swedish = Collator.getInstance(new Locale("sv"));
        String[] words = {"ö", "a", "z", "å", "ä", "Z"};
        RuleBasedCollator own = new RuleBasedCollator("< c < b < a");
        CollationElementIterator elements = own.getCollationElementIterator("abc");
        elements.next();
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        sentences.setText("One thing. Another one! A third?");
        sentences.next();
        BreakIterator letters = BreakIterator.getCharacterInstance();
        letters.setText("e\u0301ab");
        Here.now();
        Arrays.sort(words, swedish);
        System.out.println(String.join("", words) + " " + own.compare("a", "b") + " "
                + CollationElementIterator.primaryOrder(elements.next()));
        System.out.println(sentences.current() + " " + sentences.next() + " " + letters.next() + " "
                + Normalizer.normalize("e\u0301", Normalizer.Form.NFC).length());
        Arrays.sort(words, (one, other) -> {
            if (one.equals("z")) {
                Here.now();
            }
            return own.compare(one, other);
        });
        System.out.println(
                String.join("", words) + " " + swedish.getCollationKey("å").compareTo(swedish.getCollationKey("z")));
        CollationElementIterator.primaryOrder(elements.next());
    }

    private static void characters() throws CharacterCodingException {
        Charset latin = Charset.forName("ISO-8859-15");
        Charset windows = Charset.forName("windows-1252");
        CharsetEncoder encoder = StandardCharsets.UTF_16LE.newEncoder().onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.allocate(20);
        encoder.encode(CharBuffer.wrap("ab"), bytes, false);
        CharsetDecoder decoder = Charset.forName("EUC-JP").newDecoder().replaceWith("?");
        CharBuffer chars = CharBuffer.allocate(10);
        // half of a character of two bytes stays behind
        ByteBuffer japanese = ByteBuffer.wrap(new byte[] {(byte) 0xc6, (byte) 0xfc, (byte) 0xcb});
        decoder.decode(japanese, chars, false);
        Base64.Encoder base64 = Base64.getMimeEncoder(8, new byte[] {'|'});
        Here.now();
        encoder.encode(CharBuffer.wrap("c"), bytes, true);
        System.out.println(bytes.position() + " " + new String(new byte[] {(byte) 0xa4}, latin) + " "
                + windows.aliases().contains("cp1252") + " " + (Charset.forName("cp1252") == windows));
        System.out.println(Character.getName(chars.get(0)) + " " + japanese.remaining() + " "
                + base64.encodeToString("0123456789".getBytes(latin)));
        System.out.println(
                latin.newEncoder().encode(CharBuffer.wrap("€")).get() + " " + encoder.charset() + " " + latin);
    }

    private static void readers() throws IOException {
        StreamTokenizer tokens = new StreamTokenizer(new StringReader("x = 12 + 'some text' // comment\n y"));
        tokens.slashSlashComments(true);
        tokens.nextToken();
        tokens.nextToken();
        PushbackReader pushed = new PushbackReader(new StringReader("abc"), 2);
        pushed.unread(pushed.read());
        LineNumberReader lines = new LineNumberReader(new BufferedReader(new StringReader("1\n2\n3")));
        lines.readLine();
        lines.mark(10);
        StringWriter written = new StringWriter();
        Formatter formatter = new Formatter(written, Locale.GERMANY);
        formatter.format("%,.2f|", 1234.5);
        StringCharacterIterator iterator = new StringCharacterIterator("text", 2);
        AttributedString attributed = new AttributedString("one two");
        attributed.addAttribute(java.awt.font.TextAttribute.SIZE, 12, 0, 3);
        Here.now();
        tokens.nextToken();
        System.out.println(tokens.nval + " " + tokens.nextToken() + " " + tokens.nextToken() + " " + tokens.sval + " "
                + tokens.nextToken());
        System.out.println((char) pushed.read() + lines.readLine() + lines.getLineNumber() + iterator.next());
        lines.reset();
        System.out.println(lines.readLine()
                + formatter.format("%05d%s", 42, attributed.getIterator().getRunLimit()));
    }

    private static void bundles() throws IOException {
        ResourceBundle words = ResourceBundle.getBundle(Words.class.getName(), Locale.ROOT);
        Properties defaults = new Properties();
        defaults.setProperty("colour", "blue");
        Properties properties = new Properties(defaults);
        properties.load(new StringReader("size = 12\nname: \\u00e9t\\u00e9"));
        Map<Locale, String> greetings =
                new HashMap<>(Map.of(new Locale("sv", "SE"), "god dag", Locale.forLanguageTag("zh-Hant-TW"), "ni hao"));
        StringJoiner joiner = new StringJoiner(", ", "[", "]").setEmptyValue("none");
        Here.now();
        System.out.println(words.getString("greeting") + ((int[]) words.getObject("numbers"))[2] + " "
                + greetings.get(Locale.forLanguageTag("sv-SE")) + " "
                + greetings.get(Locale.forLanguageTag("zh-Hant-TW")));
        System.out.println(
                properties.getProperty("colour") + properties.getProperty("size") + properties.getProperty("name"));
        System.out.println(joiner + " " + joiner.add("a").add("b"));
    }

    public static void main(String[] args) throws Exception {
        Here.begin();
        formats();
        order();
        characters();
        readers();
        bundles();
    }
}
