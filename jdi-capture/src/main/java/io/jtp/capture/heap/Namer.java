package io.jtp.capture.heap;

import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.Tags;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.NamedObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the names of classes, class loaders and modules. */
final class Namer {

    private final TargetClasses classes;
    private final ObjectTable table;
    private final Obstacles obstacles;
    private final TypeNumbers types;
    private final NameTable names;
    private final HeapWalk walk;
    private final EarlyObjects early;

    Namer(
            TargetClasses classes,
            ObjectTable table,
            Obstacles obstacles,
            TypeNumbers types,
            NameTable names,
            HeapWalk walk,
            EarlyObjects early) {
        this.walk = walk;
        this.early = early;
        this.classes = classes;
        this.table = table;
        this.obstacles = obstacles;
        this.types = types;
        this.names = names;
    }

    /** @param id its JDWP id */
    void className(int object, long id) throws IOException {
        TargetType type = classes.byId(id);
        if (type != null) {
            names.add(object, new NamedObject.ClassMirror(types.number(type)));
            return;
        }
        List<String> signature = new ArrayList<>(1);
        classes.pipe().send(Commands.signature(id), signature::add);
        classes.pipe().send(Commands.classLoader(id), loader -> {
            String descriptor = signature.get(0);
            boolean primitive = descriptor.length() == 1;
            int number = primitive ? types.primitive(descriptor) : types.unlinked(descriptor, loader);
            names.add(object, new NamedObject.ClassMirror(number));
        });
    }

    void loaderName(int object, TargetType type) {
        Optional<BuiltinLoader> loader = classes.builtinLoader(table.id(object));
        if (loader.isPresent()) {
            names.add(object, new NamedObject.LoaderMirror(loader.get()));
        } else {
            obstacles.add(
                    table.path(object),
                    "a class loader of a kind that is not known, a " + type,
                    "Class loaders whose class is the program's own can be moved, and URLClassLoader");
        }
    }

    /** The only layer that is an anchor and has modules is the boot layer; java.base was there before it and names none. */
    void moduleName(int object, long id, Layout layout) throws IOException {
        List<String> name = new ArrayList<>(1);
        List<Long> layer = new ArrayList<>(1);
        long layerField = layout.slot("layer").field().id();
        classes.pipe().send(Commands.moduleName(id), name::add);
        classes.pipe()
                .send(
                        Commands.fieldValues(id, layerField),
                        values -> layer.add(values.get(0).bits()));
        classes.pipe().send(Commands.moduleLoader(id), loaderId -> {
            Optional<BuiltinLoader> loader = classes.builtinLoader(loaderId);
            if (loader.isEmpty() && name.get(0).isEmpty()) {
                int found = walk.found(loaderId, Tags.CLASS_LOADER, null, object, table.edge("Module.loader"));
                names.add(object, new NamedObject.MadeLoadersModule(early.loader(found)));
                return;
            }
            boolean known = name.get(0).isEmpty()
                    || name.get(0).equals("java.base")
                    || classes.anchors().find(layer.get(0)) != null;
            if (loader.isPresent() && known) {
                names.add(object, new NamedObject.ModuleMirror(loader.get(), name.get(0)));
            } else {
                obstacles.add(
                        table.path(object),
                        "a module that was made at run time",
                        "Only modules of the boot layer can be moved");
            }
        });
    }
}
