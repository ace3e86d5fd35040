package io.jtp.resume;

import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/** Classes as code of a class loader sees them, by name. The program's own loaders are not asked while the program is restored. */
final class Sight {

    private Sight() {}

    /** {@return the class} @param name binary name, of no array */
    static Class<?> type(String name, ClassLoader loader) throws ClassNotFoundException {
        ProgramLoaders made = Replay.loaders;
        if (made == null || Types.builtin(loader) != null) {
            return Class.forName(name, false, loader);
        }
        return made.see(loader, name);
    }

    /** {@return the method type} @throws TypeNotPresentException if the loader does not see a class in it */
    static MethodType methodType(String descriptor, ClassLoader loader) {
        if (Types.builtin(loader) != null) {
            return MethodType.fromMethodDescriptorString(descriptor, loader);
        }
        List<Class<?>> types = new ArrayList<>();
        int at = 1;
        while (at < descriptor.length()) {
            if (descriptor.charAt(at) == ')') {
                at++;
                continue;
            }
            int end = at;
            while (descriptor.charAt(end) == '[') {
                end++;
            }
            int dimensions = end - at;
            end = descriptor.charAt(end) == 'L' ? descriptor.indexOf(';', end) + 1 : end + 1;
            Class<?> type = element(descriptor.substring(at + dimensions, end), loader);
            for (int i = 0; i < dimensions; i++) {
                type = type.arrayType();
            }
            types.add(type);
            at = end;
        }
        return MethodType.methodType(types.get(types.size() - 1), types.subList(0, types.size() - 1));
    }

    private static Class<?> element(String descriptor, ClassLoader loader) {
        if (descriptor.length() == 1) {
            return MethodType.fromMethodDescriptorString("()" + descriptor, null)
                    .returnType();
        }
        String name = descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
        try {
            return type(name, loader);
        } catch (ClassNotFoundException e) {
            throw new TypeNotPresentException(name, e);
        }
    }
}
