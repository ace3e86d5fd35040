package io.jtp.resume;

import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.NamedObject;
import io.jtp.snapshot.NamedObject.CanonicalObject;
import io.jtp.snapshot.NamedObject.ClassMirror;
import io.jtp.snapshot.NamedObject.FieldOf;
import io.jtp.snapshot.NamedObject.InitializationFailure;
import io.jtp.snapshot.NamedObject.InternedString;
import io.jtp.snapshot.NamedObject.LoaderMirror;
import io.jtp.snapshot.NamedObject.MadeDomain;
import io.jtp.snapshot.NamedObject.MadeLoader;
import io.jtp.snapshot.NamedObject.MadeLoadersModule;
import io.jtp.snapshot.NamedObject.MainGroup;
import io.jtp.snapshot.NamedObject.ModuleMirror;
import io.jtp.snapshot.NamedObject.StaticFieldValue;
import io.jtp.snapshot.NamedObject.ThreadMirror;
import io.jtp.snapshot.ThreadState;
import java.util.List;

/** Finds the objects that are not copied because this JVM has its own. */
final class NamedObjects {

    private final Types types;
    private final List<ThreadState> threads;
    private final Thread mainThread;

    NamedObjects(Types types, List<ThreadState> threads, Thread mainThread) {
        this.types = types;
        this.threads = threads;
        this.mainThread = mainThread;
    }

    /**
     * @param objects those with smaller numbers are there already
     * @throws IllegalStateException if this JVM has no such object
     */
    Object find(NamedObject name, Object[] objects) {
        Object found = null;
        if (name instanceof StaticFieldValue value) {
            found = staticFieldValue(value);
        } else if (name instanceof ClassMirror mirror) {
            found = types.type(mirror.type());
        } else if (name instanceof LoaderMirror mirror) {
            found = Types.loader(mirror.loader());
        } else if (name instanceof CanonicalObject canonical) {
            found = canonical(canonical);
        } else if (name instanceof ModuleMirror mirror) {
            found = module(mirror);
        } else if (name instanceof MadeLoader made) {
            found = types.loaders().loader(made.loader());
        } else if (name instanceof MadeLoadersModule made) {
            found = types.loaders().module(made.loader());
        } else if (name instanceof MadeDomain made) {
            found = types.loaders().domain(made.domain());
        } else if (name instanceof ThreadMirror mirror) {
            found = thread(mirror.thread());
        } else if (name instanceof MainGroup) {
            found = mainThread.getThreadGroup();
        } else if (name instanceof InitializationFailure failure) {
            found = failure(types.type(failure.type()));
        } else if (name instanceof InternedString string) {
            found = string.value().intern();
        } else if (name instanceof FieldOf field) {
            found = Internals.UNSAFE.getReference(
                    objects[field.object()], Internals.offset(types.type(field.type()), field.field()));
        }
        if (found == null) {
            throw new IllegalStateException("this JVM has no " + name);
        }
        return found;
    }

    private Object staticFieldValue(StaticFieldValue value) {
        Class<?> declaring = types.type(value.type());
        Object held = Internals.getStatic(declaring, value.field());
        if (held == null) {
            throw new IllegalStateException(declaring.getName() + "." + value.field() + " is null here");
        }
        return value.index() == StaticFieldValue.WHOLE ? held : ((Object[]) held)[value.index()];
    }

    /** Has the initialiser of a class fail, and asks the JVM by a second attempt what it remembers of that. */
    private static Throwable failure(Class<?> type) {
        for (int attempt = 1; attempt <= 2; attempt++) {
            try {
                Internals.UNSAFE.ensureClassInitialized(type);
                throw new IllegalStateException("the initialiser of " + type.getName() + " has not failed here");
            } catch (ExceptionInInitializerError e) {
                // the first attempt, as it should be
                continue;
            } catch (NoClassDefFoundError e) {
                // the superclass has failed before, or this is the second attempt
                if (attempt == 2) {
                    return e.getCause();
                }
            }
        }
        return null;
    }

    private static Object canonical(CanonicalObject canonical) {
        if (canonical.owner().equals(RuntimeImages.READER)) {
            return RuntimeImages.node(canonical.name());
        }
        try {
            return Class.forName(canonical.owner().replace('/', '.'), true, null)
                    .getMethod(canonical.factory(), String.class)
                    .invoke(null, canonical.name());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM has no " + canonical, e);
        }
    }

    private static Object module(ModuleMirror mirror) {
        if (!mirror.name().isEmpty()) {
            return ModuleLayer.boot().findModule(mirror.name()).orElse(null);
        }
        return mirror.loader() == BuiltinLoader.BOOT
                ? NamedObjects.class.getModule()
                : Types.loader(mirror.loader()).getUnnamedModule();
    }

    private Thread thread(int number) {
        if (!threads.get(number).main()) {
            throw new IllegalStateException(
                    "thread " + threads.get(number).name() + " is not main: its Thread has to be copied");
        }
        return mainThread;
    }
}
