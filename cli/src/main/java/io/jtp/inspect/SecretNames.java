package io.jtp.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What secrets are called, and texts that have one in them. */
final class SecretNames {

    /** Shown in place of a secret. */
    static final String MASK = "(masked)";

    private static final Set<String> WORDS = Set.of(
            "password",
            "passwords",
            "passwd",
            "passphrase",
            "pwd",
            "secret",
            "secrets",
            "token",
            "tokens",
            "apikey",
            "credential",
            "credentials",
            "privatekey");

    /** Of a shell's, in the environment. */
    private static final Set<String> DIRECTORIES = Set.of("PWD", "OLDPWD");

    /** Of two words next to each other the second is "key". */
    private static final Set<String> BEFORE_KEY = Set.of("api", "private", "access", "signing", "encryption", "master");

    private static final Pattern WORD_BREAK =
            Pattern.compile("[^A-Za-z]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z][\\w.-]*)(\\s*[=:]\\s*)([^\\s,;&]+)");

    /** Longer texts are not looked through for assignments. */
    private static final int LONGEST = 64 << 10;

    private static final int LONGEST_NAME = 200;

    private SecretNames() {}

    /** {@return whether something of this name is likely to be secret: {@code dbPassword}, {@code API_KEY}, {@code auth.token}} */
    static boolean matches(String name) {
        if (name.length() > LONGEST_NAME || DIRECTORIES.contains(name)) {
            return false;
        }
        String previous = "";
        for (String word : WORD_BREAK.split(name)) {
            String lower = word.toLowerCase(Locale.ROOT);
            if (WORDS.contains(lower) || lower.equals("key") && BEFORE_KEY.contains(previous)) {
                return true;
            }
            previous = lower;
        }
        return false;
    }

    /** {@return whether a text is a private key in PEM, or has something like {@code password=...} in it} */
    static boolean isIn(String text) {
        return isPrivateKey(text) || !masked(text).equals(text);
    }

    static boolean isPrivateKey(String text) {
        int begin = text.indexOf("-----BEGIN ");
        int end = begin < 0 ? -1 : text.indexOf("PRIVATE KEY-----", begin);
        return end >= 0 && end - begin < LONGEST_NAME;
    }

    /** {@return a text with every value masked that is assigned to the name of a secret} */
    static String masked(String text) {
        if (text.length() > LONGEST || text.indexOf('=') < 0 && text.indexOf(':') < 0) {
            return text;
        }
        Matcher matcher = ASSIGNMENT.matcher(text);
        StringBuilder out = null;
        int done = 0;
        while (matcher.find()) {
            if (matches(matcher.group(1))) {
                out = out == null ? new StringBuilder() : out;
                out.append(text, done, matcher.start(3)).append(MASK);
                done = matcher.end();
            }
        }
        return out == null ? text : out.append(text, done, text.length()).toString();
    }

    /** {@return the arguments of a command, masked} */
    static List<String> masked(List<String> arguments) {
        List<String> masked = new ArrayList<>();
        boolean secret = false;
        for (String argument : arguments) {
            masked.add(secret ? MASK : masked(argument));
            secret = argument.startsWith("-") && argument.indexOf('=') < 0 && matches(argument);
        }
        return masked;
    }
}
