package io.jtp.capture;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ClassObjectReference;
import com.sun.jdi.ClassType;
import com.sun.jdi.Field;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.StringReference;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells method handles that do nothing but convert a value: box, unbox, cast, widen. They can be called again without anybody seeing it. The
 * JDK makes them itself, for {@code asType} and, from 22 on, for reflective calls of methods that take primitive values.
 *
 * <p>What is not one of the shapes below is not taken for a conversion. Fields of {@code java.lang.invoke} that this reads have been the
 * same from 17 to 25; where one is missing the answer is no.
 */
final class ConversionHandle {

    private static final String PACKAGE = "java.lang.invoke.";
    /** Handles of a method: its subclasses for instance methods; not those that read and write fields or make objects. */
    private static final Pattern DIRECT =
            Pattern.compile(Pattern.quote(PACKAGE) + "DirectMethodHandle(\\$(Special|Interface))?");

    /** Handles with values, of a shape each. */
    private static final String BOUND = PACKAGE + "BoundMethodHandle$Species_";

    private static final String HANDLE = PACKAGE + "MethodHandle";

    private static final Pattern CONVERSIONS = Pattern.compile("sun\\.invoke\\.util\\.ValueConversions\\..*"
            + "|java\\.lang\\.Class\\.cast"
            + "|java\\.lang\\.(Boolean|Character|Byte|Short|Integer|Long|Float|Double)\\.valueOf");

    private ConversionHandle() {}

    static boolean is(ObjectReference handle) {
        String type = handle.referenceType().name();
        if (DIRECT.matcher(type).matches()) {
            return converts(object(handle, "member"));
        }
        return type.startsWith(BOUND) && holdsConversionsOnly(handle) && callsOnlyWhatItHolds(object(handle, "form"));
    }

    private static boolean holdsConversionsOnly(ObjectReference bound) {
        for (Field field : bound.referenceType().fields()) {
            if (!field.isStatic()
                    && bound.getValue(field) instanceof ObjectReference held
                    && isHandle(held)
                    && !is(held)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHandle(ObjectReference object) {
        ClassType type = object.referenceType() instanceof ClassType known ? known : null;
        while (type != null && !type.name().equals(HANDLE)) {
            type = type.superclass();
        }
        return type != null;
    }

    /** @param form the {@code LambdaForm} of a handle that holds values, or null */
    private static boolean callsOnlyWhatItHolds(ObjectReference form) {
        for (ObjectReference step : elements(form, "names")) {
            ObjectReference function = object(step, "function");
            if (function != null && !isGetter(function) && !converts(object(function, "member"))) {
                List<ObjectReference> arguments = elements(step, "arguments");
                ObjectReference origin = arguments.isEmpty() ? null : object(arguments.get(0), "function");
                if (!memberName(object(function, "member")).equals(HANDLE + ".invokeBasic")
                        || origin == null
                        || !isGetter(origin)) {
                    return false;
                }
            }
        }
        return form != null;
    }

    /** {@return whether a function reads a field of the handle that the form belongs to} */
    private static boolean isGetter(ObjectReference function) {
        return memberName(object(function, "member")).startsWith(BOUND);
    }

    private static boolean converts(ObjectReference member) {
        return CONVERSIONS.matcher(memberName(member)).matches();
    }

    /** {@return class and name of what a {@code MemberName} stands for, with a dot in between; empty for null} */
    private static String memberName(ObjectReference member) {
        if (object(member, "clazz") instanceof ClassObjectReference type
                && object(member, "name") instanceof StringReference name) {
            return type.reflectedType().name() + "." + name.value();
        }
        return "";
    }

    /** {@return the value of a field; null also if there is no such field} */
    private static ObjectReference object(ObjectReference owner, String name) {
        Field field = owner == null ? null : owner.referenceType().fieldByName(name);
        return field != null && owner.getValue(field) instanceof ObjectReference value ? value : null;
    }

    /** {@return the elements of an array of objects in a field; nothing if there is none} */
    private static List<ObjectReference> elements(ObjectReference owner, String name) {
        return object(owner, name) instanceof ArrayReference array && array.length() > 0
                ? array.getValues().stream()
                        .map(value -> value instanceof ObjectReference object ? object : null)
                        .toList()
                : List.of();
    }
}
