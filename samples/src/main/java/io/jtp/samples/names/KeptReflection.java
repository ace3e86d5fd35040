package io.jtp.samples.names;

import io.jtp.samples.Here;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.charset.spi.CharsetProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.spi.ToolProvider;

/** What reflection gives: members, parameters, types, components, modules, packages, loaders of services; kept in variables and collections. */
public final class KeptReflection {
    private KeptReflection() {}

    /** An annotation. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Unit {
        String value();

        int[] range() default {0, 9};
    }

    /** A record. */
    record Measure<T extends Number>(@Unit("m") T amount, List<? super T> history) {}

    /** An interface. */
    sealed interface Shape permits Square, Circle {}

    /** A shape. */
    record Square(int side) implements Shape {}

    /** A shape. */
    record Circle(int radius) implements Shape {}

    private int count = 3;
    private static final List<String> SHARED = new ArrayList<>(List.of("shared"));

    private String joined(String first, int... others) {
        Here.now();
        return first + others.length + count;
    }

    private static void members() throws ReflectiveOperationException {
        KeptReflection object = new KeptReflection();
        Method method = KeptReflection.class.getDeclaredMethod("joined", String.class, int[].class);
        Field field = KeptReflection.class.getDeclaredField("count");
        Field shared = KeptReflection.class.getDeclaredField("SHARED");
        field.setAccessible(true);
        Constructor<?> constructor = Measure.class.getDeclaredConstructors()[0];
        Map<Method, Integer> calls = new HashMap<>();
        calls.put(method, 1);
        calls.put(Object.class.getMethod("hashCode"), 2);
        Parameter[] parameters = method.getParameters();
        Here.now();
        field.setInt(object, 5);
        System.out.println(method.invoke(object, "a", new int[2]) + " " + field.get(object) + " " + shared.get(null));
        System.out.println(calls.get(KeptReflection.class.getDeclaredMethod("joined", String.class, int[].class)) + " "
                + parameters[1].isVarArgs() + " " + parameters[0].getType() + " "
                + parameters[0].getDeclaringExecutable());
        Object measure = constructor.newInstance(7, new ArrayList<>(List.of(1)));
        System.out.println(measure + " " + constructor.toGenericString());
    }

    private static void types() throws ReflectiveOperationException {
        RecordComponent[] components = Measure.class.getRecordComponents();
        TypeVariable<?> variable = Measure.class.getTypeParameters()[0];
        ParameterizedType list = (ParameterizedType) components[1].getGenericType();
        Type wildcard = list.getActualTypeArguments()[0];
        Unit unit = components[0].getAnnotation(Unit.class);
        Class<?>[] permitted = Shape.class.getPermittedSubclasses();
        Object array = Array.newInstance(Square.class, 2, 3);
        Here.now();
        System.out.println(components[0].getAccessor().invoke(new Measure<>(4, new ArrayList<>())) + " " + variable
                + " " + variable.getBounds()[0] + " " + list + " " + wildcard);
        System.out.println(unit.value() + unit.range()[1] + " " + unit.annotationType() + " " + permitted.length + " "
                + array.getClass().getName() + " " + components[1].getGenericSignature());
        System.out.println(unit.equals(Measure.class.getRecordComponents()[0].getAnnotation(Unit.class)) + " "
                + wildcard.equals(((ParameterizedType) Measure.class.getRecordComponents()[1].getGenericType())
                        .getActualTypeArguments()[0]));
    }

    private static void modules() {
        Module own = KeptReflection.class.getModule();
        Module base = Object.class.getModule();
        Package here = KeptReflection.class.getPackage();
        ModuleLayer boot = ModuleLayer.boot();
        ProtectionOfNames names = new ProtectionOfNames(new TreeMap<>(Comparator.comparing(Module::getName)));
        names.modules().put(base, "base");
        names.modules().put(boot.findModule("java.xml").orElseThrow(), "xml");
        Function<String, Class<?>> find = name -> Class.forName(base, name);
        Here.now();
        System.out.println(own.isNamed() + " " + base.isExported("java.util") + " " + here.getName() + " "
                + names.modules() + " " + (boot == ModuleLayer.boot()) + " " + find.apply("java.util.ArrayList"));
        System.out.println(base.getDescriptor().name() + " "
                + (own == KeptReflection.class.getClassLoader().getUnnamedModule()) + " "
                + KeptReflection.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getProtocol());
    }

    /** Holds modules. */
    private record ProtectionOfNames(Map<Module, String> modules) {}

    private static void services() {
        ServiceLoader<ToolProvider> tools = ServiceLoader.load(ToolProvider.class, ClassLoader.getSystemClassLoader());
        Iterator<ToolProvider> iterator = tools.iterator();
        List<String> names = new ArrayList<>();
        names.add(iterator.next().name());
        ServiceLoader<CharsetProvider> charsets = ServiceLoader.load(CharsetProvider.class);
        Here.now();
        while (iterator.hasNext()) {
            names.add(iterator.next().name());
        }
        names.sort(null);
        System.out.println(
                names.contains("jar") + " " + (names.size() == tools.stream().count()) + " "
                        + charsets.findFirst().isPresent());
    }

    public static void main(String[] args) throws ReflectiveOperationException {
        Here.begin();
        members();
        types();
        modules();
        services();
    }
}
