package io.jtp.snapshot;

import io.jtp.snapshot.ClassOrigin.ArrayOf;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.ClassOrigin.ByName;
import io.jtp.snapshot.ClassOrigin.CallerInvoker;
import io.jtp.snapshot.ClassOrigin.Defined;
import io.jtp.snapshot.ClassOrigin.DynamicProxy;
import io.jtp.snapshot.ClassOrigin.HandleSpecies;
import io.jtp.snapshot.ClassOrigin.LambdaProxy;
import io.jtp.snapshot.ClassOrigin.MethodReference;
import io.jtp.snapshot.LoadedClass.Field;

/** Classes, and where they come from. */
final class ClassRecords {

    private ClassRecords() {}

    static void register(RecordStream s) {
        s.record(ByName.class, v -> s.constant(v.loader()), () -> new ByName(s.constant(BuiltinLoader.values())));
        s.record(
                Defined.class,
                v -> {
                    s.integer(v.loader());
                    s.integer(v.domain());
                    Bulk.writeBytes(s.out, v.classFile());
                },
                () -> new Defined(s.integer(), s.integer(), Bulk.readBytes(s.in)));
        s.record(ArrayOf.class, v -> s.integer(v.component()), () -> new ArrayOf(s.integer()));
        s.record(
                MethodReference.class,
                v -> {
                    s.integer(v.kind());
                    s.text(v.owner());
                    s.text(v.name());
                    s.text(v.descriptor());
                    s.out.writeBoolean(v.ownerIsInterface());
                },
                () -> new MethodReference(s.integer(), s.text(), s.text(), s.text(), s.in.readBoolean()));
        s.record(
                LambdaProxy.class,
                v -> {
                    s.integer(v.host());
                    s.text(v.methodName());
                    s.text(v.factoryDescriptor());
                    s.text(v.samDescriptor());
                    s.one(v.implementation());
                    s.text(v.instantiatedDescriptor());
                    s.integer(v.flags());
                    s.list(v.markers(), s::text);
                    s.list(v.bridges(), s::text);
                },
                () -> new LambdaProxy(
                        s.integer(),
                        s.text(),
                        s.text(),
                        s.text(),
                        s.one(MethodReference.class),
                        s.text(),
                        s.integer(),
                        s.list(s::text),
                        s.list(s::text)));
        s.record(
                DynamicProxy.class,
                v -> {
                    s.constant(v.loader());
                    s.list(v.interfaces(), s::integer);
                },
                () -> new DynamicProxy(s.constant(BuiltinLoader.values()), s.list(s::integer)));
        s.record(HandleSpecies.class, v -> s.text(v.kinds()), () -> new HandleSpecies(s.text()));
        s.record(CallerInvoker.class, v -> s.integer(v.host()), () -> new CallerInvoker(s.integer()));
        s.record(
                Field.class,
                v -> {
                    s.text(v.name());
                    s.text(v.descriptor());
                },
                () -> new Field(s.text(), s.text()));
        s.record(
                LoadedClass.class,
                v -> {
                    s.text(v.name());
                    s.any(v.origin());
                    s.integer(v.superclass());
                    s.constant(v.state());
                    s.list(v.fields(), s::one);
                },
                () -> new LoadedClass(
                        s.text(),
                        s.any(ClassOrigin.class),
                        s.integer(),
                        s.constant(LoadedClass.State.values()),
                        s.list(() -> s.one(Field.class))));
    }
}
