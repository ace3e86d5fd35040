package io.jtp.resume;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/** The classes of method handles that hold values: the JDK makes one for each combination of their kinds. */
final class Species {

    private static final String BOUND = "java.lang.invoke.BoundMethodHandle";

    private Species() {}

    /** @param kinds a letter for each value, as in the name of the class */
    static Class<?> ofHandles(String kinds) {
        try {
            Class<?> bound = Class.forName(BOUND);
            Object specializer = Internals.getStatic(bound, "SPECIALIZER");
            // it is not enough to load the class if it is there: the JDK has to know of it
            MethodHandle find = Internals.LOOKUP.findVirtual(
                    Class.forName("java.lang.invoke.ClassSpecializer"),
                    "findSpecies",
                    MethodType.methodType(
                            Class.forName("java.lang.invoke.ClassSpecializer$SpeciesData"), Object.class));
            Object ignored = find.invoke(specializer, (Object) kinds);
            return Class.forName(BOUND + "$Species_" + kinds, true, null);
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "the class of method handles with values of the kinds " + kinds + " cannot be made", e);
        }
    }
}
