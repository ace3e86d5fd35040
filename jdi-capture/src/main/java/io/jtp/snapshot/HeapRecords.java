package io.jtp.snapshot;

import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.HeapBlock.Instances;
import io.jtp.snapshot.HeapBlock.Named;
import io.jtp.snapshot.HeapBlock.PrimitiveArrays;
import io.jtp.snapshot.HeapBlock.ReferenceArrays;
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
import io.jtp.snapshot.NamedObject.MethodTypeOf;
import io.jtp.snapshot.NamedObject.ModuleMirror;
import io.jtp.snapshot.NamedObject.StaticFieldValue;
import io.jtp.snapshot.NamedObject.ThreadMirror;

/** Blocks of objects, and what objects are called. */
final class HeapRecords {

    private HeapRecords() {}

    static void register(RecordStream s) {
        s.record(
                Instances.class,
                v -> {
                    s.integer(v.first());
                    s.integer(v.count());
                    s.integer(v.type());
                    Bulk.writeBytes(s.out, v.rows());
                },
                () -> new Instances(s.integer(), s.integer(), s.integer(), Bulk.readBytes(s.in)));
        s.record(
                PrimitiveArrays.class,
                v -> {
                    s.integer(v.first());
                    s.integer(v.type());
                    Bulk.writeInts(s.out, v.lengths());
                    Bulk.writeBytes(s.out, v.elements());
                },
                () -> new PrimitiveArrays(s.integer(), s.integer(), Bulk.readInts(s.in), Bulk.readBytes(s.in)));
        s.record(
                ReferenceArrays.class,
                v -> {
                    s.integer(v.first());
                    s.integer(v.type());
                    Bulk.writeInts(s.out, v.lengths());
                    Bulk.writeInts(s.out, v.elements());
                },
                () -> new ReferenceArrays(s.integer(), s.integer(), Bulk.readInts(s.in), Bulk.readInts(s.in)));
        s.record(
                Named.class,
                v -> {
                    s.integer(v.first());
                    s.list(v.objects(), s::any);
                },
                () -> new Named(s.integer(), s.list(() -> s.any(NamedObject.class))));
        s.record(
                StaticFieldValue.class,
                v -> {
                    s.integer(v.type());
                    s.text(v.field());
                    s.integer(v.index());
                },
                () -> new StaticFieldValue(s.integer(), s.text(), s.integer()));
        s.record(ClassMirror.class, v -> s.integer(v.type()), () -> new ClassMirror(s.integer()));
        s.record(
                LoaderMirror.class,
                v -> s.constant(v.loader()),
                () -> new LoaderMirror(s.constant(BuiltinLoader.values())));
        s.record(
                ModuleMirror.class,
                v -> {
                    s.constant(v.loader());
                    s.text(v.name());
                },
                () -> new ModuleMirror(s.constant(BuiltinLoader.values()), s.text()));
        s.record(
                CanonicalObject.class,
                v -> {
                    s.text(v.owner());
                    s.text(v.factory());
                    s.text(v.name());
                },
                () -> new CanonicalObject(s.text(), s.text(), s.text()));
        s.record(InitializationFailure.class, v -> s.integer(v.type()), () -> new InitializationFailure(s.integer()));
        s.record(MadeLoader.class, v -> s.integer(v.loader()), () -> new MadeLoader(s.integer()));
        s.record(MadeLoadersModule.class, v -> s.integer(v.loader()), () -> new MadeLoadersModule(s.integer()));
        s.record(MadeDomain.class, v -> s.integer(v.domain()), () -> new MadeDomain(s.integer()));
        s.record(MainGroup.class, v -> {}, MainGroup::new);
        s.record(ThreadMirror.class, v -> s.integer(v.thread()), () -> new ThreadMirror(s.integer()));
        s.record(
                MethodTypeOf.class,
                v -> {
                    s.integer(v.returnType());
                    s.integer(v.parameterTypes());
                },
                () -> new MethodTypeOf(s.integer(), s.integer()));
        s.record(InternedString.class, v -> s.text(v.value()), () -> new InternedString(s.text()));
        s.record(
                FieldOf.class,
                v -> {
                    s.integer(v.object());
                    s.integer(v.type());
                    s.text(v.field());
                },
                () -> new FieldOf(s.integer(), s.integer(), s.text()));
    }
}
