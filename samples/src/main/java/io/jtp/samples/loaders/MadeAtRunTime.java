package io.jtp.samples.loaders;

import io.jtp.samples.Here;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Classes that are in no file: the program makes their class files, and keeps them in the loader. */
public final class MadeAtRunTime {
    private MadeAtRunTime() {}

    /** What the class files are made from. */
    public static class Template0 implements IntUnaryOperator {
        private static int calls;

        @Override
        public int applyAsInt(int value) {
            calls++;
            int before = getClass().getName().length();
            return value * 10
                    + Here.now(calls)
                    + (before == getClass().getName().length() ? 0 : 100);
        }
    }

    private static final class Generating extends ClassLoader {
        private final Map<String, byte[]> files = new HashMap<>();
        private final ProtectionDomain domain =
                new ProtectionDomain(new CodeSource(null, new Certificate[0]), null, this, null);

        Generating() {
            super(Generating.class.getClassLoader());
        }

        /** The template with another name, which is as long. */
        IntUnaryOperator make(int number) throws IOException, ReflectiveOperationException {
            String name = Template0.class.getName().replace("Template0", "Template" + number);
            byte[] bytes;
            try (InputStream in = Template0.class.getResourceAsStream("MadeAtRunTime$Template0.class")) {
                bytes = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                        .replace("Template0", "Template" + number)
                        .getBytes(StandardCharsets.ISO_8859_1);
            }
            files.put(name, bytes);
            return (IntUnaryOperator) loadClass(name).getConstructor().newInstance();
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = files.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length, domain);
        }
    }

    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        Here.begin();
        Generating loader = new Generating();
        IntUnaryOperator one = loader.make(1);
        IntUnaryOperator two = loader.make(2);
        Here.now();
        System.out.println(one.applyAsInt(3) + two.applyAsInt(4) * one.applyAsInt(5));
        System.out.println(one.getClass().getName() + " "
                + one.getClass().getProtectionDomain().equals(loader.domain));
        System.out.println(loader.make(3).applyAsInt(1));
        try {
            loader.loadClass(one.getClass().getName() + "x");
        } catch (ClassNotFoundException e) {
            System.out.println("not found: " + e.getMessage());
        }
        System.out.println(one.applyAsInt(1) + " " + loader.files.size());
    }
}
