package io.jtp.resume;

import io.jtp.snapshot.Cargo;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.ClassOrigin.ByName;
import io.jtp.snapshot.ClassOrigin.LambdaProxy;
import io.jtp.snapshot.ClassOrigin.MethodReference;
import io.jtp.snapshot.FieldValue;
import io.jtp.snapshot.HeapBlock.Instances;
import io.jtp.snapshot.HeapBlock.Named;
import io.jtp.snapshot.HeapBlock.PrimitiveArrays;
import io.jtp.snapshot.HeapBlock.ReferenceArrays;
import io.jtp.snapshot.IdentityHashes;
import io.jtp.snapshot.LoadedClass;
import io.jtp.snapshot.LoadedClass.Field;
import io.jtp.snapshot.Morphs;
import io.jtp.snapshot.NamedObject.ClassMirror;
import io.jtp.snapshot.NamedObject.InternedString;
import io.jtp.snapshot.NamedObject.StaticFieldValue;
import io.jtp.snapshot.Origin;
import io.jtp.snapshot.Overlay;
import io.jtp.snapshot.Program;
import io.jtp.snapshot.Snapshot;
import io.jtp.snapshot.Value;
import java.lang.invoke.MethodHandleInfo;
import java.util.List;
import java.util.Map;

/** A tiny cargo that is restored while the agent waits, and the class that all of its fields are of. */
final class WarmUp {

    static final WarmUp ANCHOR = new WarmUp();

    private static final int OBJECT = 0;
    private static final int SELF = 1;
    private static final int LAMBDA = 2;
    private static final int BYTES = 3;
    private static final int OBJECTS = 4;
    private static final int LONGS = 5;

    static Object staticField;
    boolean z;
    byte b;
    char c;
    int i;
    long j;
    Object reference;

    private WarmUp() {}

    private static void body(int captured) {
        staticField = captured;
    }

    static Cargo cargo() {
        List<Field> fields = List.of(
                new Field("z", "Z"),
                new Field("b", "B"),
                new Field("c", "C"),
                new Field("i", "I"),
                new Field("j", "J"),
                new Field("reference", "Ljava/lang/Object;"));
        String self = "io/jtp/resume/WarmUp";
        LambdaProxy lambda = new LambdaProxy(
                SELF,
                "run",
                "(I)Ljava/lang/Runnable;",
                "()V",
                new MethodReference(MethodHandleInfo.REF_invokeStatic, self, "body", "(I)V", false),
                "()V",
                0,
                List.of(),
                List.of());
        List<LoadedClass> classes = List.of(
                new LoadedClass(
                        "java/lang/Object",
                        new ByName(BuiltinLoader.BOOT),
                        LoadedClass.NONE,
                        LoadedClass.State.INITIALIZED,
                        List.of()),
                new LoadedClass(self, new ByName(BuiltinLoader.BOOT), OBJECT, LoadedClass.State.INITIALIZED, fields),
                new LoadedClass(
                        "lambda", lambda, OBJECT, LoadedClass.State.INITIALIZED, List.of(new Field("arg$1", "I"))),
                new LoadedClass("[B", new ByName(BuiltinLoader.BOOT), OBJECT, LoadedClass.State.INITIALIZED, List.of()),
                new LoadedClass(
                        "[Ljava/lang/Object;",
                        new ByName(BuiltinLoader.BOOT),
                        OBJECT,
                        LoadedClass.State.INITIALIZED,
                        List.of()),
                new LoadedClass(
                        "[J", new ByName(BuiltinLoader.BOOT), OBJECT, LoadedClass.State.INITIALIZED, List.of()));
        Program program = new Program(
                new Origin(
                        "", "", "", "", List.of(), false, false, "", "", List.of(), 0, List.of(), "", Map.of(), 0, 0,
                        0),
                classes,
                List.of(new FieldValue(SELF, "staticField", "Ljava/lang/Object;", new Value.Reference(1))),
                List.of(new Overlay(5, List.of(new FieldValue(SELF, "i", "I", new Value.IntValue(1))))),
                new IdentityHashes(new int[] {1}, new int[] {1}),
                List.of(),
                List.of());
        return new Cargo(
                new Snapshot(
                        program,
                        List.of(
                                new Instances(1, 1, SELF, new byte[20]),
                                new Instances(2, 1, LAMBDA, new byte[4]),
                                new PrimitiveArrays(3, BYTES, new int[] {1}, new byte[1]),
                                new ReferenceArrays(4, OBJECTS, new int[] {1}, new int[] {1}),
                                new Named(
                                        5,
                                        List.of(
                                                new StaticFieldValue(SELF, "ANCHOR", StaticFieldValue.WHOLE),
                                                new ClassMirror(SELF),
                                                new InternedString(""))),
                                new PrimitiveArrays(8, LONGS, new int[] {1}, new byte[8]))),
                new Morphs(List.of(), List.of()));
    }
}
