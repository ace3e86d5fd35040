package io.jtp.capture.heap;

import io.jtp.capture.jdwp.FieldEntry;
import io.jtp.capture.jdwp.TypeId;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** All classes in a JDK's run-time image, as they would look in a target that has loaded them. */
final class JdkImage {

    /**
     * A class that objects can be of.
     *
     * @param module that it is in
     * @param nativeMethods names of the native instance methods that it declares
     */
    record JdkClass(TargetType type, String module, List<String> nativeMethods) {}

    private final Map<String, ClassReader> files = new TreeMap<>();
    private final Map<String, String> modules = new HashMap<>();
    private final Map<String, TargetType> types = new HashMap<>();
    private final List<JdkClass> classes = new ArrayList<>();

    private String build = "";

    private JdkImage() {}

    /** Reads all class files of a JDK, which takes seconds. */
    static JdkImage read(Path javaHome) throws IOException {
        JdkImage image = new JdkImage();
        image.build = build(javaHome);
        try (FileSystem files =
                FileSystems.newFileSystem(URI.create("jrt:/"), Map.of("java.home", javaHome.toString()))) {
            Path root = files.getPath("/modules");
            try (Stream<Path> each = Files.walk(root)) {
                for (Path file : (Iterable<Path>) each.filter(JdkImage::isClass)::iterator) {
                    ClassReader reader = new ClassReader(Files.readAllBytes(file));
                    image.files.put(reader.getClassName(), reader);
                    image.modules.put(
                            reader.getClassName(),
                            root.relativize(file).getName(0).toString());
                }
            }
        }
        image.files.keySet().forEach(image::type);
        image.files.clear();
        return image;
    }

    /** {@return the classes that are no interfaces, superclasses before subclasses} */
    List<JdkClass> classes() {
        return classes;
    }

    /** {@return version and vendor} */
    String build() {
        return build;
    }

    private static String build(Path javaHome) throws IOException {
        Properties release = new Properties();
        try (Reader reader = Files.newBufferedReader(javaHome.resolve("release"))) {
            release.load(reader);
        }
        return (release.getProperty("JAVA_RUNTIME_VERSION") + " of " + release.getProperty("IMPLEMENTOR"))
                .replace("\"", "");
    }

    private static boolean isClass(Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        return name.endsWith(".class") && !name.equals("module-info.class") && !name.equals("package-info.class");
    }

    private TargetType type(String name) {
        TargetType known = types.get(name);
        if (known != null) {
            return known;
        }
        ClassReader file = files.get(name);
        boolean isInterface = (file.getAccess() & Opcodes.ACC_INTERFACE) != 0;
        TargetType type = new TargetType(
                types.size(), types.size() + 1L, isInterface ? TypeId.INTERFACE : TypeId.CLASS, "L" + name + ";");
        types.put(name, type);
        type.jdk = true;
        if (!isInterface && file.getSuperName() != null) {
            type.superclass = type(file.getSuperName());
        }
        List<FieldEntry> fields = new ArrayList<>();
        List<String> nativeMethods = new ArrayList<>();
        file.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public FieldVisitor visitField(
                            int access, String field, String descriptor, String signature, Object value) {
                        fields.add(new FieldEntry(fields.size(), field, descriptor, access));
                        return null;
                    }

                    @Override
                    public MethodVisitor visitMethod(
                            int access, String method, String descriptor, String signature, String[] exceptions) {
                        if ((access & Opcodes.ACC_NATIVE) != 0 && (access & Opcodes.ACC_STATIC) == 0) {
                            nativeMethods.add(method);
                        }
                        return null;
                    }
                },
                ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        type.fields = fields;
        if (!isInterface) {
            classes.add(new JdkClass(type, modules.get(name), nativeMethods));
        }
        return type;
    }
}
