package io.jtp.inspect;

import io.jtp.snapshot.NamedObject;
import io.jtp.snapshot.NamedObject.CanonicalObject;
import io.jtp.snapshot.NamedObject.ClassMirror;
import io.jtp.snapshot.NamedObject.FieldOf;
import io.jtp.snapshot.NamedObject.InternedString;
import io.jtp.snapshot.NamedObject.LoaderMirror;
import io.jtp.snapshot.NamedObject.MadeDomain;
import io.jtp.snapshot.NamedObject.MadeLoader;
import io.jtp.snapshot.NamedObject.MainGroup;
import io.jtp.snapshot.NamedObject.MethodTypeOf;
import io.jtp.snapshot.NamedObject.ModuleMirror;
import io.jtp.snapshot.NamedObject.StaticFieldValue;
import io.jtp.snapshot.NamedObject.ThreadMirror;
import io.jtp.snapshot.ProgramLoader;
import java.util.List;

/** Classes as source code writes them. */
final class ClassNames {

    /** For an object of which the snapshot only says where the destination finds it. */
    static final String UNKNOWN = "(an object of the JVM's)";

    private final HeapGraph heap;
    private final List<ProgramLoader> loaders;

    ClassNames(HeapGraph heap, List<ProgramLoader> loaders) {
        this.heap = heap;
        this.loaders = loaders;
    }

    String of(int type) {
        return readable(heap.classes().get(type).name());
    }

    /** {@return the name of the class of an object} */
    String ofObject(int object) {
        int type = heap.type(object);
        return type == HeapGraph.NO_TYPE ? of(heap.named(object)) : of(type);
    }

    private String of(NamedObject named) {
        if (named instanceof InternedString) {
            return "java.lang.String";
        } else if (named instanceof ClassMirror) {
            return "java.lang.Class";
        } else if (named instanceof ThreadMirror) {
            return "java.lang.Thread";
        } else if (named instanceof MainGroup) {
            return "java.lang.ThreadGroup";
        } else if (named instanceof MethodTypeOf) {
            return "java.lang.invoke.MethodType";
        } else if (named instanceof ModuleMirror || named instanceof NamedObject.MadeLoadersModule) {
            return "java.lang.Module";
        } else if (named instanceof MadeDomain) {
            return "java.security.ProtectionDomain";
        } else if (named instanceof MadeLoader made) {
            return of(loaders.get(made.loader()).type());
        }
        return UNKNOWN;
    }

    /** {@return how an object that is not copied is found at a destination, in words} */
    String found(NamedObject named) {
        if (named instanceof StaticFieldValue value) {
            return of(value.type()) + "." + value.field()
                    + (value.index() == StaticFieldValue.WHOLE ? "" : "[" + value.index() + "]");
        } else if (named instanceof ClassMirror mirror) {
            return "class " + of(mirror.type());
        } else if (named instanceof LoaderMirror mirror) {
            return "class loader " + mirror.loader();
        } else if (named instanceof ModuleMirror mirror) {
            return "module " + (mirror.name().isEmpty() ? "of class loader " + mirror.loader() : mirror.name());
        } else if (named instanceof CanonicalObject canonical) {
            return readable(canonical.owner()) + "." + canonical.factory() + "(\"" + canonical.name() + "\")";
        } else if (named instanceof FieldOf field) {
            return of(field.type()) + "." + field.field() + " of #" + field.object();
        } else if (named instanceof NamedObject.InitializationFailure failure) {
            return "failure of the initialiser of " + of(failure.type());
        }
        return of(named);
    }

    /** {@return a class as source code writes it} @param name internal name, descriptor of an array, or primitive type */
    static String readable(String name) {
        int dimensions = name.lastIndexOf('[') + 1;
        String element = name.substring(dimensions);
        if (dimensions > 0) {
            element = element.startsWith("L") ? element.substring(1, element.length() - 1) : primitive(element);
        }
        // what comes behind the slash in the name of a hidden class is no package
        int hidden = element.indexOf("/0x");
        String visible = hidden < 0 ? element : element.substring(0, hidden);
        return visible.replace('/', '.') + element.substring(visible.length()) + "[]".repeat(dimensions);
    }

    /** {@return a class without its package} @param readable as this class writes them */
    static String simple(String readable) {
        return readable.substring(readable.lastIndexOf('.') + 1);
    }

    private static String primitive(String descriptor) {
        return switch (descriptor) {
            case "Z" -> "boolean";
            case "B" -> "byte";
            case "C" -> "char";
            case "S" -> "short";
            case "I" -> "int";
            case "J" -> "long";
            case "F" -> "float";
            case "D" -> "double";
            default -> descriptor;
        };
    }
}
