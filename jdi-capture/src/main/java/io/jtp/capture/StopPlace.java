package io.jtp.capture;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import io.jtp.capture.TargetException.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the user wants the program to stop.
 *
 * @param className simple or qualified
 * @param line or 0 if a method is meant
 * @param method or empty if a line is meant
 * @param instructions how many byte code instructions later, of whatever code the thread runs then
 */
public record StopPlace(String className, int line, String method, int instructions) {

    private static final String LATER = "(?:\\+(\\d{1,9}))?";
    private static final Pattern LINE = Pattern.compile("([\\p{L}\\p{N}_$.]+):([1-9]\\d{0,5})" + LATER);
    private static final Pattern METHOD = Pattern.compile("([\\p{L}\\p{N}_$.]+)\\.([\\p{L}\\p{N}_$]+)" + LATER);

    /**
     * Reads {@code Class:line} or {@code Class.method}, each with {@code +N} behind it for N instructions later.
     *
     * @throws TargetException NOT_FOUND if the text is neither
     */
    public static StopPlace parse(String text) throws TargetException {
        Matcher line = LINE.matcher(text);
        if (line.matches()) {
            return new StopPlace(line.group(1), Integer.parseInt(line.group(2)), "", number(line.group(3)));
        }
        Matcher method = METHOD.matcher(text);
        if (method.matches()) {
            return new StopPlace(method.group(1), 0, method.group(2), number(method.group(3)));
        }
        throw new TargetException(
                Reason.NOT_FOUND,
                "'" + text + "' is not a place: write Class:line or Class.method, and +N behind it for N byte code"
                        + " instructions later");
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** {@return patterns for class prepare requests that let all classes through that could be meant} */
    List<String> classPatterns() {
        // a pattern can have one star, at its beginning or end, so nested classes of a simple name are let through one
        // by one
        return List.of("*" + className, className + "$*");
    }

    /**
     * {@return the places in this class; none if it is another class or has no such line or method}
     *
     * @param morphs in which one place of the program is several
     */
    List<Location> in(ReferenceType type, RunningMorphs morphs) {
        if (!isMeant(type.name())) {
            return List.of();
        }
        List<Location> places = new ArrayList<>();
        if (line == 0) {
            type.methodsByName(method).stream()
                    .filter(m -> !m.isNative() && !m.isAbstract())
                    .forEach(m -> places.addAll(morphs.standingFor(m, 0)));
            return places;
        }
        try {
            // one line can be several pieces of code; the first of each method is where a debugger stops
            Set<Method> methods = new HashSet<>();
            for (Location location : type.locationsOfLine(line)) {
                if (morphs.isOriginal(location) && methods.add(location.method())) {
                    places.addAll(morphs.standingFor(location.method(), morphs.originalBci(location)));
                }
            }
        } catch (AbsentInformationException e) {
            // compiled without line numbers: the place is never reached, and the user is told at the deadline
            return List.of();
        }
        return places;
    }

    private boolean isMeant(String name) {
        return name.equals(className)
                || name.endsWith("." + className)
                || name.endsWith("$" + className)
                // a line can be in a nested class or lambda body of the class
                || line != 0 && (name.startsWith(className + "$") || name.contains("." + className + "$"));
    }

    @Override
    public String toString() {
        return (line == 0 ? className + "." + method : className + ":" + line)
                + (instructions == 0 ? "" : "+" + instructions);
    }
}
