package io.jtp.resume;

import io.jtp.snapshot.LoadedClass;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the fields of classes are. Looked up once for each class. */
final class Fields {

    /** One column of a row: {@code offset} in the object, {@code position} in the row. */
    record Column(long offset, Kind kind, int position) {}

    /** The rows of a class's instances. */
    record Layout(List<Column> columns, int rowSize) {}

    private final Types types;
    private final Layout[] layouts;
    private final Map<Integer, Map<String, Field>> reflected = new HashMap<>();
    private final MethodHandle declaredFields;

    Fields(Types types) throws ReflectiveOperationException {
        this.types = types;
        layouts = new Layout[types.count()];
        // unlike getDeclaredFields it leaves nothing out
        declaredFields = Internals.LOOKUP.findVirtual(
                Class.class, "getDeclaredFields0", MethodType.methodType(Field[].class, boolean.class));
    }

    /** {@return how instances of this type lie in rows: topmost superclass first} */
    Layout layout(int type) {
        if (layouts[type] == null) {
            LoadedClass description = types.description(type);
            List<Column> columns = new ArrayList<>();
            int size = 0;
            if (description.superclass() != LoadedClass.NONE) {
                Layout inherited = layout(description.superclass());
                columns.addAll(inherited.columns);
                size = inherited.rowSize;
            }
            for (LoadedClass.Field field : description.fields()) {
                Kind kind = Kind.of(field.descriptor());
                columns.add(new Column(instanceOffset(type, field.name(), field.descriptor()), kind, size));
                size += kind.size;
            }
            layouts[type] = new Layout(columns, size);
        }
        return layouts[type];
    }

    long instanceOffset(int type, String name, String descriptor) {
        Field field = reflected(type).get(name + ' ' + descriptor);
        return field != null && !Modifier.isStatic(field.getModifiers())
                ? Internals.UNSAFE.objectFieldOffset(field)
                : Internals.offset(types.type(type), name);
    }

    long staticOffset(int type, String name, String descriptor) {
        Field field = reflected(type).get(name + ' ' + descriptor);
        return field != null && Modifier.isStatic(field.getModifiers())
                ? Internals.UNSAFE.staticFieldOffset(field)
                : Internals.offset(types.type(type), name);
    }

    /**
     * Fields by name and descriptor. Only the program's own classes, which an obfuscator may have been at, can have two fields of one
     * name; all others are found by name alone, which is cheaper.
     */
    private Map<String, Field> reflected(int type) {
        if (!types.isOfProgram(type)) {
            return Map.of();
        }
        return reflected.computeIfAbsent(type, this::reflect);
    }

    private Map<String, Field> reflect(int type) {
        Map<String, Field> fields = new HashMap<>();
        try {
            for (Field field : (Field[]) declaredFields.invokeExact(types.type(type), false)) {
                fields.put(field.getName() + ' ' + field.getType().descriptorString(), field);
            }
        } catch (LinkageError e) {
            // a class named by a field is not there, which the program has not missed: by name then
            return Map.of();
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "the fields of " + types.description(type).name() + " cannot be listed", e);
        }
        return fields;
    }
}
