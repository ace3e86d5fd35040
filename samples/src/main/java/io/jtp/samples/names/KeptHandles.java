package io.jtp.samples.names;

import io.jtp.samples.Here;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.invoke.SwitchPoint;
import java.lang.reflect.AccessibleObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Method handles of every kind that are made before a move and called, bound and combined further after it. */
public class KeptHandles {
    private static final Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodType INT_TO_INT = MethodType.methodType(int.class, int.class);
    private static final Map<String, MethodHandle> KEPT = new LinkedHashMap<>();

    private static final SwitchPoint SWITCH = new SwitchPoint();

    private static int total = 1;
    private final List<String> log = new ArrayList<>();
    private long field = 5;

    private static int twice(int value) {
        return 2 * value;
    }

    static boolean isSmall(int value) {
        return value < 10;
    }

    private static String join(String first, Object... rest) {
        return first + List.of(rest);
    }

    final String tell(String what, double number) {
        if (what.equals("late")) {
            Here.now();
        }
        log.add(what);
        return what + number + log;
    }

    interface Speaker {
        default String speak(int times) {
            return "default".repeat(times);
        }

        private String whisper() {
            return "private " + this;
        }
    }

    private record Named(String name) implements Speaker {
        static MethodHandle above() throws ReflectiveOperationException {
            return LOOKUP.in(Named.class)
                    .findSpecial(Speaker.class, "speak", MethodType.methodType(String.class, int.class), Named.class);
        }

        @Override
        public String speak(int times) {
            return name.repeat(times);
        }
    }

    /** With a field that the JDK's class can have, too. */
    private static final class Switching extends MutableCallSite {
        private int context = 17;

        Switching(MethodHandle target) {
            super(target);
        }
    }

    private static MethodHandle of(String name, Class<?> result, Class<?>... parameters)
            throws ReflectiveOperationException {
        return LOOKUP.findStatic(KeptHandles.class, name, MethodType.methodType(result, parameters));
    }

    private static void direct() throws ReflectiveOperationException {
        KEPT.put("static", of("twice", int.class, int.class));
        KEPT.put("virtual", LOOKUP.findVirtual(String.class, "repeat", MethodType.methodType(String.class, int.class)));
        KEPT.put("interface", LOOKUP.findVirtual(List.class, "size", MethodType.methodType(int.class)));
        KEPT.put(
                "own interface",
                LOOKUP.findVirtual(Speaker.class, "speak", MethodType.methodType(String.class, int.class)));
        KEPT.put(
                "private",
                MethodHandles.privateLookupIn(Speaker.class, LOOKUP)
                        .findVirtual(Speaker.class, "whisper", MethodType.methodType(String.class)));
        KEPT.put("special", Named.above());
        KEPT.put("constructor", LOOKUP.findConstructor(Named.class, MethodType.methodType(void.class, String.class)));
        KEPT.put("getter", LOOKUP.findGetter(KeptHandles.class, "field", long.class));
        KEPT.put("setter", LOOKUP.findSetter(KeptHandles.class, "field", long.class));
        KEPT.put("static getter", LOOKUP.findStaticGetter(KeptHandles.class, "total", int.class));
        KEPT.put("static setter", LOOKUP.findStaticSetter(KeptHandles.class, "total", int.class));
        KEPT.put("varargs", of("join", String.class, String.class, Object[].class));
        KEPT.put("by reflection", LOOKUP.unreflect(KeptHandles.class.getDeclaredMethod("isSmall", int.class)));
        KEPT.put("element", MethodHandles.arrayElementGetter(int[].class));
        KEPT.put("length", MethodHandles.arrayLength(String[].class));
        KEPT.put("array", MethodHandles.arrayConstructor(long[].class));
        KEPT.put(
                "asks for its caller",
                LOOKUP.findStatic(Class.class, "forName", MethodType.methodType(Class.class, String.class)));
        KEPT.put(
                "asks for its caller, too",
                LOOKUP.findVirtual(
                        AccessibleObject.class, "canAccess", MethodType.methodType(boolean.class, Object.class)));
        KEPT.put("jdk", LOOKUP.findStatic(Math.class, "max", MethodType.methodType(int.class, int.class, int.class)));
    }

    private static void composed(KeptHandles receiver) throws ReflectiveOperationException {
        MethodHandle tell = LOOKUP.findVirtual(
                KeptHandles.class, "tell", MethodType.methodType(String.class, String.class, double.class));
        MethodHandle twice = KEPT.get("static");
        KEPT.put("bound", tell.bindTo(receiver));
        KEPT.put("inserted", MethodHandles.insertArguments(tell, 0, receiver, "inserted"));
        KEPT.put("all inserted", MethodHandles.insertArguments(tell, 0, receiver, "all", 1.5));
        KEPT.put("converted", KEPT.get("jdk").asType(MethodType.methodType(Object.class, Byte.class, short.class)));
        KEPT.put(
                "guarded",
                MethodHandles.guardWithTest(KEPT.get("by reflection"), twice, MethodHandles.identity(int.class)));
        KEPT.put("filtered", MethodHandles.filterArguments(MethodHandles.filterReturnValue(twice, twice), 0, twice));
        KEPT.put("folded", MethodHandles.foldArguments(KEPT.get("jdk"), twice));
        KEPT.put(
                "permuted",
                MethodHandles.permuteArguments(
                        tell,
                        MethodType.methodType(String.class, double.class, String.class, KeptHandles.class),
                        2,
                        1,
                        0));
        KEPT.put("spread", KEPT.get("jdk").asSpreader(int[].class, 2));
        KEPT.put("collected", KEPT.get("varargs").asCollector(Object[].class, 3));
        KEPT.put(
                "dropped", MethodHandles.dropArguments(MethodHandles.constant(String.class, "constant"), 0, int.class));
        KEPT.put(
                "caught",
                MethodHandles.catchException(
                        MethodHandles.throwException(String.class, IllegalStateException.class),
                        IllegalStateException.class,
                        MethodHandles.dropArguments(
                                MethodHandles.constant(String.class, "caught"), 0, IllegalStateException.class)));
        KEPT.put(
                "finally",
                MethodHandles.tryFinally(twice, MethodHandles.dropArguments(KEPT.get("jdk"), 0, Throwable.class)));
        KEPT.put(
                "counted",
                MethodHandles.countedLoop(
                        MethodHandles.constant(int.class, 3),
                        MethodHandles.constant(int.class, 2),
                        MethodHandles.dropArguments(twice, 1, int.class)));
        KEPT.put("invoker", MethodHandles.invoker(INT_TO_INT));
        KEPT.put("exact invoker", MethodHandles.exactInvoker(INT_TO_INT));
        KEPT.put("zero", MethodHandles.zero(String.class));
        KEPT.put("switched", SWITCH.guardWithTest(twice, MethodHandles.identity(int.class)));
    }

    public static void main(String[] args) throws Throwable {
        Here.begin();
        KeptHandles receiver = new KeptHandles();
        direct();
        composed(receiver);
        Switching site = new Switching(KEPT.get("guarded"));
        MethodHandle dynamic = site.dynamicInvoker();
        Here.now();
        for (int round = 0; round < 2; round++) {
            call(receiver);
            combine();
            System.out.println((int) dynamic.invokeExact(3) + " " + (int) dynamic.invokeExact(30));
            site.setTarget(KEPT.get("filtered"));
            System.out.println(site.context++);
        }
        System.out.println(KEPT.get("asks for its caller").invoke(Named.class.getName()) + " "
                + LOOKUP.revealDirect(KEPT.get("asks for its caller"))
                + KEPT.get("asks for its caller, too")
                        .invoke(KeptHandles.class.getDeclaredMethod("isSmall", int.class), null));
        System.out.print((int) KEPT.get("switched").invokeExact(21) + " " + SWITCH.hasBeenInvalidated());
        SwitchPoint.invalidateAll(new SwitchPoint[] {SWITCH});
        System.out.println(" " + (int) KEPT.get("switched").invokeExact(21) + " " + SWITCH.hasBeenInvalidated());
        System.out.println(KEPT.values());
        System.out.println(
                (KEPT.get("static").type() == INT_TO_INT) + " " + INT_TO_INT.appendParameterTypes(String[].class)
                        + (MethodType.fromMethodDescriptorString("(I)I", null) == INT_TO_INT)
                        + LOOKUP.revealDirect(KEPT.get("special")) + LOOKUP);
    }

    private static void call(KeptHandles receiver) throws Throwable {
        System.out.println((int) KEPT.get("static").invokeExact(4)
                + (String) KEPT.get("virtual").invokeExact("x", 3)
                + (int) KEPT.get("interface").invoke(List.of(1, 2)));
        Speaker speaker = (Speaker) KEPT.get("constructor").invoke("made");
        System.out.println((String) KEPT.get("own interface").invokeExact(speaker, 2)
                + KEPT.get("private").invoke(speaker)
                + KEPT.get("special").invoke(speaker, 1));
        KEPT.get("setter").invokeExact(receiver, (long) KEPT.get("getter").invokeExact(receiver) * 3);
        KEPT.get("static setter").invokeExact((int) KEPT.get("static getter").invokeExact() + 7);
        System.out.println(receiver.field + " " + total + KEPT.get("varargs").invoke("v", 1, 'c', "s")
                + KEPT.get("varargs").invoke("w") + KEPT.get("by reflection").invoke(9));
        System.out.println(KEPT.get("element").invoke(new int[] {7, 8}, 1) + ""
                + KEPT.get("length").invoke(args(3))
                + ((long[]) KEPT.get("array").invoke(4)).length
                + KEPT.get("jdk").invoke(3, 4));
        Here.now();
        System.out.println((String) KEPT.get("bound").invokeExact("b", 1.0)
                + (String) KEPT.get("inserted").invokeExact(2.0)
                + (String) KEPT.get("all inserted").invokeExact());
        System.out.println(KEPT.get("converted").invokeExact((Byte) (byte) 3, (short) 9) + " "
                + (int) KEPT.get("guarded").invokeExact(6)
                + (int) KEPT.get("guarded").invokeExact(60) + " "
                + (int) KEPT.get("filtered").invokeExact(1) + " "
                + (int) KEPT.get("folded").invokeExact(5));
        System.out.println(KEPT.get("permuted").invoke(3.0, "p", receiver) + " "
                + KEPT.get("spread").invoke(new int[] {4, 2})
                + KEPT.get("collected").invoke("c", 1, 2, 3)
                + KEPT.get("dropped").invoke(1));
        System.out.println(KEPT.get("caught").invoke(new IllegalStateException()) + " "
                + KEPT.get("finally").invoke(8)
                + " " + KEPT.get("counted").invoke() + " "
                + KEPT.get("invoker").invoke(KEPT.get("static"), 2)
                + KEPT.get("exact invoker").invoke(KEPT.get("static"), 3)
                + KEPT.get("zero").invoke());
    }

    /** What was composed before is composed further: the JDK looks into its own structures for that. */
    private static void combine() throws Throwable {
        MethodHandle more = MethodHandles.insertArguments(KEPT.get("inserted"), 0, 4.5);
        System.out.println(more.invoke() + " "
                + MethodHandles.insertArguments(KEPT.get("bound"), 1, 6.5).invoke("late")
                + MethodHandles.insertArguments(KEPT.get("bound"), 0, "first").invoke(7.5));
        System.out.println(
                MethodHandles.dropArguments(KEPT.get("bound"), 1, int.class).invoke("d", 1, 8.5)
                        + " "
                        + MethodHandles.filterReturnValue(KEPT.get("guarded"), KEPT.get("static"))
                                .invoke(2)
                        + KEPT.get("bound")
                                .asType(MethodType.methodType(Object.class, Object.class, float.class))
                                .invoke("t", 9f)
                        + KEPT.get("varargs")
                                .bindTo("bound")
                                .asVarargsCollector(Object[].class)
                                .invoke(1, 2));
    }

    private static String[] args(int count) {
        return new String[count];
    }
}
