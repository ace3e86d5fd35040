package io.jtp.samples.loaders;

import io.jtp.samples.Here;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.AnnotatedElement;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/** Classes made at run time whose class files nobody keeps: in no file, in no object, and two of one name in two loaders. */
public final class Forgotten {
    private Forgotten() {}

    /** Seen by reflection. */
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Mark {
        String[] value() default "default";

        int number() default 1;
    }

    private static final class Forgetful extends ClassLoader {
        private final int number;

        Forgetful(int number) {
            super(Forgetful.class.getClassLoader());
            this.number = number;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!name.matches(".*(Template|Made)" + number + "(\\$.*)?")) {
                throw new ClassNotFoundException(name);
            }
            String original = name.substring(name.lastIndexOf('.') + 1)
                    .replace("Template" + number, "Template0")
                    .replace("Made" + number, "Made0");
            try (InputStream in = Forgotten.class.getResourceAsStream(original + ".class")) {
                byte[] bytes = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                        .replace("Template0", "Template" + number)
                        .replace("Made0", "Made" + number)
                        .getBytes(StandardCharsets.ISO_8859_1);
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            return null;
        }
    }

    public static void main(String[] args) throws ReflectiveOperationException {
        Here.begin();
        IntUnaryOperator one = make(1);
        IntUnaryOperator other = make(1);
        System.out.println((one.getClass() == other.getClass()) + " "
                + one.getClass().getName().equals(other.getClass().getName()));
        System.out.println(one.applyAsInt(2) + other.applyAsInt(3) * one.applyAsInt(4));
        IntUnaryOperator two = make(2);
        Here.now();
        describe(one.getClass());
        describe(one.getClass().getSuperclass());
        System.out.println(two.applyAsInt(5));
        describe(two.getClass().getSuperclass());
    }

    private static IntUnaryOperator make(int number) throws ReflectiveOperationException {
        return (IntUnaryOperator) new Forgetful(number)
                .loadClass(Made0.class.getPackageName() + ".Made" + number)
                .getConstructor()
                .newInstance();
    }

    /** Not by texts of reflection, which differ between versions of the JDK. */
    private static void describe(Class<?> type) {
        System.out.println(type.getName() + " " + Arrays.toString(type.getTypeParameters()) + " "
                + type.getGenericSuperclass() + " " + marks(type) + " " + type.isSealed() + " "
                + Arrays.toString(type.getPermittedSubclasses()) + " "
                + type.getNestHost().getName());
        System.out.println(Arrays.stream(type.getDeclaredFields())
                .map(field -> field.toGenericString() + marks(field))
                .sorted()
                .collect(Collectors.joining(" | ")));
        System.out.println(Arrays.stream(type.getDeclaredMethods())
                .map(method -> method.toGenericString()
                        + marks(method)
                        + Arrays.stream(method.getParameters())
                                .map(Forgotten::marks)
                                .toList())
                .sorted()
                .collect(Collectors.joining(" | ")));
    }

    private static String marks(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotationsByType(Mark.class))
                .map(mark -> String.join(",", mark.value()) + mark.number())
                .toList()
                .toString();
    }
}
