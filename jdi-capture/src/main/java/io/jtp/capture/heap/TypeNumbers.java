package io.jtp.capture.heap;

import io.jtp.capture.jdwp.Commands;
import io.jtp.snapshot.ClassOrigin;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.LoadedClass;
import io.jtp.snapshot.LoadedClass.Field;
import io.jtp.snapshot.LoadedClass.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Numbers the classes of a snapshot: superclasses before subclasses, element types before arrays. */
final class TypeNumbers {

    private static final String OWN_LOADER =
            "it was loaded by a class loader of the program, its class file was not found, and it is not linked yet";
    private static final String USE_IT = "Move the program when it has used the class";
    private static final String MADE =
            "it was defined by a class loader of the program, and its class file was found neither on the class "
                    + "path, nor among the loader's resources, nor in a byte array that the loader refers to";
    private static final String IN_GENERAL = "Only classes that a built-in loader finds on the class path can be moved";

    private static final String SPECIES = "java/lang/invoke/BoundMethodHandle$Species_";

    /** Of {@code MethodHandleImpl.BindCaller}: behind the name of the class for which it was made. */
    private static final String CALLER_INVOKER = "$$InjectedInvoker/";

    private final TargetClasses classes;
    private final LambdaProxies lambdas;
    private final Obstacles obstacles;
    private final EarlyObjects early;
    private final Map<TargetType, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> primitives = new HashMap<>();
    private final Map<String, Integer> unlinked = new HashMap<>();
    private final List<LoadedClass> loaded = new ArrayList<>();
    private boolean lacksUnlinked;

    TypeNumbers(TargetClasses classes, Obstacles obstacles, EarlyObjects early) {
        this.early = early;
        this.classes = classes;
        this.lambdas = new LambdaProxies(classes);
        this.obstacles = obstacles;
    }

    List<LoadedClass> loaded() {
        return loaded;
    }

    /** Asks the target for what a lambda's class is; not to be called by an answer. */
    int number(TargetType type) throws IOException {
        Integer known = numbers.get(type);
        if (known != null) {
            return known;
        }
        int superclass = LoadedClass.NONE;
        ClassOrigin origin;
        if (type.isArray()) {
            int component = elementNumber(type);
            superclass = number(classes.one("Ljava/lang/Object;").orElseThrow());
            Optional<BuiltinLoader> loader = classes.builtinLoader(type);
            origin = loader.isPresent() ? new ClassOrigin.ByName(loader.get()) : new ClassOrigin.ArrayOf(component);
        } else {
            if (type.superclass != null) {
                superclass = number(type.superclass);
            }
            origin = origin(type);
        }
        List<Field> fields = type.fields.stream()
                .filter(field -> !field.isStatic())
                .map(field -> new Field(field.name(), field.signature()))
                .toList();
        return add(type, new LoadedClass(type.name, origin, superclass, state(type), fields));
    }

    private static State state(TargetType type) {
        if (type.isArray() || type.initialized) {
            return State.INITIALIZED;
        }
        if (type.failed) {
            return State.FAILED;
        }
        return type.initializing ? State.INITIALIZING : State.LOADED;
    }

    private int add(TargetType type, LoadedClass loadedClass) {
        int number = loaded.size();
        loaded.add(loadedClass);
        numbers.put(type, number);
        return number;
    }

    private int elementNumber(TargetType array) throws IOException {
        String element = array.signature.substring(1);
        if (element.length() == 1) {
            return primitive(element);
        }
        for (TargetType type : classes.named(element)) {
            if (type.loader == array.loader) {
                return number(type);
            }
        }
        return unlinked(element, array.loader);
    }

    /**
     * A class that JDWP does not list because it was loaded and not linked yet. There are no objects of it, only of its array class, or
     * its {@code Class}.
     *
     * @param loader object id of its class loader
     */
    int unlinked(String signature, long loader) {
        return unlinked.computeIfAbsent(signature + loader, key -> {
            String name = signature.substring(1, signature.length() - 1);
            BuiltinLoader builtin = classes.builtinLoader(loader).orElse(null);
            Optional<byte[]> made = classes.made().unlinked(loader, name);
            if (made.isPresent()) {
                ClassOrigin origin = early.origin(
                        loader, classes.made().unlinkedDomain(loader, name), name.replace('/', '.'), made.get());
                loaded.add(new LoadedClass(name, origin, LoadedClass.NONE, State.LOADED, List.of()));
                return loaded.size() - 1;
            }
            if (builtin == null) {
                lacksUnlinked = true;
                String place = "class " + name.replace('/', '.');
                if (classes.made().isLinkedToWrite(loader, name)) {
                    obstacles.addPassing(place, OWN_LOADER, USE_IT);
                } else {
                    obstacles.add(place, because(OWN_LOADER, classes.made().whyMissing(loader, name)), USE_IT);
                }
                builtin = BuiltinLoader.APP;
            }
            loaded.add(
                    new LoadedClass(name, new ClassOrigin.ByName(builtin), LoadedClass.NONE, State.LOADED, List.of()));
            return loaded.size() - 1;
        });
    }

    /** {@return whether the class file of a class is missing that is not linked} It may not have been looked for. */
    boolean lacksUnlinked() {
        return lacksUnlinked;
    }

    /** @param descriptor of a primitive type or void */
    int primitive(String descriptor) {
        return primitives.computeIfAbsent(descriptor, d -> {
            String keyword = org.objectweb.asm.Type.getType(d).getClassName();
            loaded.add(new LoadedClass(
                    keyword,
                    new ClassOrigin.ByName(BuiltinLoader.BOOT),
                    LoadedClass.NONE,
                    State.INITIALIZED,
                    List.of()));
            return loaded.size() - 1;
        });
    }

    private ClassOrigin origin(TargetType type) throws IOException {
        if (type.name.startsWith(SPECIES)) {
            return new ClassOrigin.HandleSpecies(type.name.substring(SPECIES.length()));
        }
        Optional<BuiltinLoader> loader = classes.builtinLoader(type);
        String problem = null;
        if (LambdaProxies.isLambda(type)) {
            Optional<? extends ClassOrigin> lambda = lambda(type);
            if (lambda.isPresent()) {
                return lambda.get();
            }
            problem = "it is a lambda's class, and no lambda expression in the class file fits it";
        } else if (type.isHidden()) {
            Optional<? extends ClassOrigin> invoker = callerInvoker(type);
            if (invoker.isPresent()) {
                return invoker.get();
            }
            problem = "it is a hidden class";
        } else if (loader.isEmpty()) {
            Optional<byte[]> classFile = classes.made().find(type.id);
            if (classFile.isPresent()) {
                return early.origin(type, classFile.get());
            }
            problem = because(MADE, classes.made().whyMissing(type.id));
        } else if (type.isProxy()) {
            Optional<? extends ClassOrigin> proxy = proxy(type, loader.get());
            if (proxy.isPresent()) {
                return proxy.get();
            }
            problem = "it is a dynamic proxy class whose interfaces cannot be known";
        } else if (type.carried && !classes.classFiles().isFound(type, loader.get())) {
            problem = "its class file is not on the class path";
        }
        if (problem != null) {
            obstacles.add("class " + type.displayName(), problem, IN_GENERAL);
        }
        return new ClassOrigin.ByName(loader.orElse(BuiltinLoader.APP));
    }

    private static String because(String problem, Optional<String> why) {
        return problem + why.map(reason -> ", and " + reason).orElse("");
    }

    private Optional<? extends ClassOrigin> proxy(TargetType type, BuiltinLoader loader) throws IOException {
        List<Integer> interfaces = new ArrayList<>();
        for (long id : classes.pipe().ask(Commands.interfaces(type.id))) {
            TargetType each = classes.byId(id);
            if (each == null) {
                return Optional.empty();
            }
            interfaces.add(number(each));
        }
        return Optional.of(new ClassOrigin.DynamicProxy(loader, interfaces));
    }

    private Optional<? extends ClassOrigin> lambda(TargetType type) throws IOException {
        Optional<TargetType> host = host(type, LambdaProxies.hostName(type));
        return host.isPresent() ? lambdas.find(type, host.get(), number(host.get())) : Optional.empty();
    }

    private Optional<? extends ClassOrigin> callerInvoker(TargetType type) throws IOException {
        int end = type.name.indexOf(CALLER_INVOKER);
        Optional<TargetType> host = end < 0 ? Optional.empty() : host(type, type.name.substring(0, end));
        return host.isPresent() ? Optional.of(new ClassOrigin.CallerInvoker(number(host.get()))) : Optional.empty();
    }

    /** {@return the class that a hidden class was made for} @param name internal name */
    private Optional<TargetType> host(TargetType hidden, String name) {
        return classes.named("L" + name + ";").stream()
                .filter(each -> each.loader == hidden.loader)
                .findFirst();
    }
}
