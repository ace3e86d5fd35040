package io.jtp.capture.heap;

import io.jtp.capture.heap.Treatment.Copy;
import io.jtp.capture.heap.Treatment.Member;
import io.jtp.capture.heap.Treatment.MethodTypeName;
import io.jtp.capture.heap.Treatment.Refused;
import java.util.Map;
import java.util.Set;

/**
 * Method handles and handles of variables, whatever they are composed of. They are copied, with the {@code LambdaForm}s that say what a
 * handle does, step by step; what the JVM has made of that (code in hidden classes, resolved members) and what is only cached is left out,
 * and made at the destination.
 */
final class HandlePolicy implements Policy {

    private static final String PACKAGE = "java/lang/invoke/";

    /** Class or superclass, in {@link #PACKAGE}, to fields that are left out. */
    private static final Map<String, Set<String>> COPIED = Map.ofEntries(
            Map.entry(
                    "MethodHandle",
                    Set.of(
                            "asTypeCache",
                            "asTypeSoftCache",
                            "asCollectorCache",
                            "customizationCount",
                            "updateInProgress")),
            Map.entry(
                    "LambdaForm", Set.of("vmentry", "isCompiled", "customized", "transformCache", "invocationCounter")),
            Map.entry("LambdaForm$Name", Set.of()),
            Map.entry("LambdaForm$NamedFunction", Set.of("invoker")),
            Map.entry("MethodHandleImpl$CasesHolder", Set.of()),
            Map.entry("MethodHandleImpl$LoopClauses", Set.of()),
            Map.entry("VarHandle", Set.of("typesAndInvokers", "methodTypeTable", "methodHandleTable")),
            Map.entry("VarHandle$AccessDescriptor", Set.of()),
            Map.entry("VarForm", Set.of()),
            Map.entry("SwitchPoint", Set.of()),
            Map.entry("MethodHandles$Lookup", Set.of("cachedProtectionDomain")),
            Map.entry("SerializedLambda", Set.of()));

    @Override
    public Treatment decide(TargetType type) {
        if (type.isA(PACKAGE + "CallSite")) {
            return new Copy(Set.of("context"));
        }
        if (!type.jdk || type.isHidden() || !type.name.startsWith(PACKAGE)) {
            return null;
        }
        if (type.name.equals(PACKAGE + "MethodType")) {
            return new MethodTypeName();
        }
        if (type.name.equals(PACKAGE + "MemberName")) {
            return new Member(
                    Set.of("method"),
                    new Refused(
                            "a method that only the JVM can name (" + type + ")",
                            "Move the program when it no longer refers to this"));
        }
        if (type.isA(PACKAGE + "NativeMethodHandle")) {
            return null;
        }
        for (TargetType each = type; each != null; each = each.superclass) {
            if (each.name.startsWith(PACKAGE)) {
                Set<String> leftOut = COPIED.get(each.name.substring(PACKAGE.length()));
                if (leftOut != null) {
                    return new Copy(leftOut);
                }
            }
        }
        return null;
    }
}
