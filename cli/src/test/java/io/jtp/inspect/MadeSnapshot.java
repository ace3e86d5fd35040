package io.jtp.inspect;

import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.ClassOrigin.ByName;
import io.jtp.snapshot.FieldValue;
import io.jtp.snapshot.Frame;
import io.jtp.snapshot.HeapBlock;
import io.jtp.snapshot.IdentityHashes;
import io.jtp.snapshot.LoadedClass;
import io.jtp.snapshot.NamedObject;
import io.jtp.snapshot.Origin;
import io.jtp.snapshot.Program;
import io.jtp.snapshot.Snapshot;
import io.jtp.snapshot.ThreadState;
import io.jtp.snapshot.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A snapshot made by hand, of a main thread with one frame: {@code Made.main(String[])}. Object 1 is its thread.
 *
 * <pre>{@code
 * MadeSnapshot made = new MadeSnapshot();
 * int node = made.type("Node", "Ljava/lang/String;name", "LNode;next");
 * int first = made.instance(node, made.string("first"), 0);
 * Snapshot snapshot = made.local(first).snapshot();
 * }</pre>
 */
final class MadeSnapshot {

    private final List<LoadedClass> classes = new ArrayList<>();
    private final List<HeapBlock> blocks = new ArrayList<>();
    private final List<FieldValue> statics = new ArrayList<>();
    private final List<Value> locals = new ArrayList<>();
    private final int object = type("java/lang/Object");
    private final int bytes = type("[B");
    private final int text = type("java/lang/String", "[Bvalue", "Bcoder");
    private final int main = type("Made");
    private int count;

    MadeSnapshot() {
        add(new HeapBlock.Named(1, List.of(new NamedObject.ThreadMirror(0))));
    }

    /** {@return the number of a class} @param fields each its descriptor and name */
    int type(String name, String... fields) {
        List<LoadedClass.Field> declared = new ArrayList<>();
        for (String field : fields) {
            int end = field.indexOf(';') < 0 ? field.lastIndexOf('[') + 2 : field.indexOf(';') + 1;
            declared.add(new LoadedClass.Field(field.substring(end), field.substring(0, end)));
        }
        int superclass = classes.isEmpty() ? LoadedClass.NONE : object;
        classes.add(new LoadedClass(
                name, new ByName(BuiltinLoader.APP), superclass, LoadedClass.State.INITIALIZED, declared));
        return classes.size() - 1;
    }

    /** {@return an object of a class whose fields are all ints or references} */
    int instance(int type, int... fields) {
        return instances(type, 1, fields);
    }

    /** {@return the first of so many objects of a class} @param fields of one after the other */
    int instances(int type, int number, int... fields) {
        ByteBuffer rows = ByteBuffer.allocate(fields.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        rows.asIntBuffer().put(fields);
        return add(new HeapBlock.Instances(next(), number, type, rows.array()));
    }

    int string(String latin1) {
        int array = bytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
        ByteBuffer row = ByteBuffer.allocate(Integer.BYTES + 1).order(ByteOrder.LITTLE_ENDIAN);
        row.putInt(array).put((byte) 0);
        return add(new HeapBlock.Instances(next(), 1, text, row.array()));
    }

    int bytes(byte[] elements) {
        return add(new HeapBlock.PrimitiveArrays(next(), bytes, new int[] {elements.length}, elements));
    }

    int array(int type, int... elements) {
        return add(new HeapBlock.ReferenceArrays(next(), type, new int[] {elements.length}, elements));
    }

    /** {@return the number that the next object gets} */
    int next() {
        return count + 1;
    }

    private int add(HeapBlock block) {
        blocks.add(block);
        count += block.count();
        return block.first();
    }

    /** The frame's next local variable holds this object. */
    MadeSnapshot local(int value) {
        locals.add(new Value.Reference(value));
        return this;
    }

    MadeSnapshot setStatic(String name, int value) {
        statics.add(new FieldValue(main, name, "Ljava/lang/Object;", new Value.Reference(value)));
        return this;
    }

    Snapshot snapshot() {
        Frame frame = new Frame(
                main, "main", "([Ljava/lang/String;)V", 0, 7, Frame.Treatment.MORPH, locals, List.of(), List.of());
        return new Snapshot(
                new Program(
                        new Origin(
                                "17.0.1+1",
                                "Made",
                                "amd64",
                                "4/16",
                                List.of("-Dservice.password=hidden-option"),
                                true,
                                false,
                                "",
                                "Made",
                                List.of(),
                                0,
                                List.of(),
                                "/",
                                Map.of(),
                                1,
                                0,
                                0),
                        classes,
                        statics,
                        List.of(),
                        new IdentityHashes(new int[0], new int[0]),
                        List.of(),
                        List.of(new ThreadState("main", 1, true, false, List.of(frame)))),
                blocks);
    }
}
