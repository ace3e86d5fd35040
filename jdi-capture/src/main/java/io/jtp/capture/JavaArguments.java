package io.jtp.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The words that follow a {@code java} command.
 *
 * @param options those of the JVM and its launcher, up to {@code -jar} or the main class; values that are words of their own are among them
 * @param main the main class, the jar file, the module, or the source file; empty if there is none
 */
public record JavaArguments(List<String> options, String main) {

    /** Options whose value is the next word. */
    private static final Set<String> WITH_VALUE = Set.of(
            "-cp",
            "-classpath",
            "--class-path",
            "-p",
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--limit-modules",
            "--add-exports",
            "--add-opens",
            "--add-reads",
            "--patch-module",
            "--enable-native-access",
            "--illegal-native-access",
            "--source",
            "-d",
            "--describe-module");

    /** Options whose value is what is run. */
    private static final Set<String> WITH_MAIN = Set.of("-jar", "-m", "--module");

    /** {@return the words, told apart as the launcher does} Files of words ({@code @file}) stay what they are, among the options. */
    public static JavaArguments of(List<String> words) {
        List<String> options = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean valued = i + 1 < words.size();
            if (WITH_MAIN.contains(word) && valued) {
                return new JavaArguments(List.copyOf(options), words.get(i + 1));
            }
            if (!word.startsWith("-") && !word.startsWith("@")) {
                return new JavaArguments(List.copyOf(options), word);
            }
            options.add(word);
            if (WITH_VALUE.contains(word) && valued) {
                i++;
                options.add(words.get(i));
            }
        }
        return new JavaArguments(List.copyOf(options), "");
    }
}
