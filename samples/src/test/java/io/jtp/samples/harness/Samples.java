package io.jtp.samples.harness;

import io.jtp.samples.classfiles.ClassFileSamples;
import io.jtp.samples.closures.InnerClasses;
import io.jtp.samples.closures.Lambdas;
import io.jtp.samples.closures.StaticFields;
import io.jtp.samples.exceptions.Finally;
import io.jtp.samples.exceptions.HandlerAbove;
import io.jtp.samples.exceptions.TryCatch;
import io.jtp.samples.exceptions.TryWithResources;
import io.jtp.samples.expressions.CallArguments;
import io.jtp.samples.expressions.Hello;
import io.jtp.samples.expressions.Nested;
import io.jtp.samples.expressions.OperandTypes;
import io.jtp.samples.expressions.StackShapes;
import io.jtp.samples.iterators.Iterators;
import io.jtp.samples.iterators.StreamHalfWay;
import io.jtp.samples.jdkframes.Callbacks;
import io.jtp.samples.jdkframes.Sorting;
import io.jtp.samples.loops.ForEach;
import io.jtp.samples.loops.LabelledBreak;
import io.jtp.samples.loops.RangeLoops;
import io.jtp.samples.methods.CompiledFrames;
import io.jtp.samples.methods.DefaultMethods;
import io.jtp.samples.methods.Methods;
import io.jtp.samples.methods.Recursion;
import io.jtp.samples.objects.Enums;
import io.jtp.samples.objects.HashSetHalfWay;
import io.jtp.samples.objects.HashTables;
import io.jtp.samples.objects.JdkObjects;
import io.jtp.samples.objects.LinkedNodes;
import io.jtp.samples.objects.Literals;
import io.jtp.samples.objects.Locks;
import io.jtp.samples.objects.OneObject;
import io.jtp.samples.objects.Records;
import io.jtp.samples.objects.Reflection;
import io.jtp.samples.objects.StringSwitch;
import io.jtp.samples.process.ExitCode;
import io.jtp.samples.process.InputLines;
import io.jtp.samples.process.Printing;
import io.jtp.samples.process.Surroundings;
import io.jtp.samples.process.Uncaught;
import java.util.List;
import java.util.stream.Stream;

/** All samples, with what they need. */
public final class Samples {
    private static final List<Sample> ALL = List.of(
            Sample.of(Hello.class, 1),
            Sample.of(Nested.class, 1),
            Sample.of(CallArguments.class, 5),
            Sample.of(OperandTypes.class, 4),
            Sample.of(StackShapes.class, 14),
            Sample.of(RangeLoops.class, 3),
            Sample.of(ForEach.class, 5),
            Sample.of(LabelledBreak.class, 8),
            Sample.of(Methods.class, 8),
            Sample.of(DefaultMethods.class, 10),
            Sample.of(Recursion.class, 2),
            Sample.of(CompiledFrames.class, 1),
            Sample.of(TryCatch.class, 8),
            Sample.of(HandlerAbove.class, 1),
            Sample.of(Finally.class, 12),
            Sample.of(TryWithResources.class, 6),
            Sample.of(Lambdas.class, 4),
            Sample.of(InnerClasses.class, 6),
            Sample.of(StaticFields.class, 1),
            Sample.of(Iterators.class, 5),
            Sample.of(StreamHalfWay.class, 4),
            Sample.of(OneObject.class, 1),
            Sample.of(LinkedNodes.class, 1),
            Sample.of(HashTables.class, 1),
            Sample.of(HashSetHalfWay.class, 4),
            Sample.of(Enums.class, 5),
            Sample.of(Literals.class, 1),
            Sample.of(Locks.class, 3),
            Sample.of(StringSwitch.class, 3),
            Sample.of(Records.class, 5),
            Sample.of(Reflection.class, 2),
            Sample.of(JdkObjects.class, 1),
            Sample.of(Callbacks.class, 8),
            Sample.of(Sorting.class, 19),
            Sample.of(Surroundings.class, 1)
                    .arguments("one", "two words", "")
                    .vmOptions("-Dsample.given=on the command line"),
            Sample.of(InputLines.class, 1).input("one\ntwo\nthree\nfour", ""),
            Sample.of(InputLines.class, 1).input("one\ntwo\nthr", "ee\nfour\nfünf\n"),
            Sample.of(ExitCode.class, 1).arguments("0"),
            Sample.of(ExitCode.class, 1).arguments("7").exitCode(7),
            Sample.of(Uncaught.class, 1).exitCode(1),
            Sample.of(Printing.class, 2));

    private Samples() {}

    /** {@return all that run on some JDK of this machine} */
    public static List<Sample> all() {
        return Stream.concat(ALL.stream(), ClassFileSamples.all())
                .filter(sample -> !sample.jdks().isEmpty())
                .toList();
    }

    /** {@return the sample of that name} */
    public static Sample named(String name) {
        return all().stream()
                .filter(sample -> sample.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("no sample is called " + name + "; there are " + all()));
    }
}
