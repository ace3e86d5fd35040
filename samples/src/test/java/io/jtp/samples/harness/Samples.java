package io.jtp.samples.harness;

import io.jtp.samples.algorithms.BigNumbers;
import io.jtp.samples.algorithms.Chess;
import io.jtp.samples.algorithms.Compression;
import io.jtp.samples.algorithms.Interpreter;
import io.jtp.samples.algorithms.JsonText;
import io.jtp.samples.algorithms.LifeAndMatrix;
import io.jtp.samples.algorithms.Regex;
import io.jtp.samples.algorithms.Sudoku;
import io.jtp.samples.algorithms.TapeMachine;
import io.jtp.samples.algorithms.WordPuzzles;
import io.jtp.samples.arithmetic.ArrayKinds;
import io.jtp.samples.arithmetic.BitTricks;
import io.jtp.samples.arithmetic.FloatingPoint;
import io.jtp.samples.arithmetic.Integers;
import io.jtp.samples.arithmetic.Series;
import io.jtp.samples.assembled.Assembled;
import io.jtp.samples.classfiles.ClassFileSamples;
import io.jtp.samples.closures.Functional;
import io.jtp.samples.closures.InnerClasses;
import io.jtp.samples.closures.LambdaClasses;
import io.jtp.samples.closures.Lambdas;
import io.jtp.samples.closures.MethodReferences;
import io.jtp.samples.closures.Nestmates;
import io.jtp.samples.closures.SerializableLambdas;
import io.jtp.samples.closures.StaticFields;
import io.jtp.samples.construction.ConstructedKinds;
import io.jtp.samples.construction.Constructors;
import io.jtp.samples.construction.InnerNews;
import io.jtp.samples.construction.JdkConstructors;
import io.jtp.samples.construction.NestedConstruction;
import io.jtp.samples.construction.NestedNews;
import io.jtp.samples.construction.ReflectiveConstruction;
import io.jtp.samples.contents.Buffers;
import io.jtp.samples.contents.HalfWay;
import io.jtp.samples.contents.References;
import io.jtp.samples.contents.Registered;
import io.jtp.samples.contents.TextTools;
import io.jtp.samples.contents.XmlDocuments;
import io.jtp.samples.exceptions.Finally;
import io.jtp.samples.exceptions.FinallyLoops;
import io.jtp.samples.exceptions.HandlerAbove;
import io.jtp.samples.exceptions.LateMessages;
import io.jtp.samples.exceptions.Messages;
import io.jtp.samples.exceptions.Rethrowing;
import io.jtp.samples.exceptions.Suppressed;
import io.jtp.samples.exceptions.Traces;
import io.jtp.samples.exceptions.TryCatch;
import io.jtp.samples.exceptions.TryWithResources;
import io.jtp.samples.expressions.CallArguments;
import io.jtp.samples.expressions.Concatenations;
import io.jtp.samples.expressions.Conditionals;
import io.jtp.samples.expressions.DupForms;
import io.jtp.samples.expressions.Hello;
import io.jtp.samples.expressions.Narrowing;
import io.jtp.samples.expressions.Nested;
import io.jtp.samples.expressions.OperandTypes;
import io.jtp.samples.expressions.StackShapes;
import io.jtp.samples.expressions.VarArgs;
import io.jtp.samples.files.Archives;
import io.jtp.samples.files.Channels;
import io.jtp.samples.files.FileStreams;
import io.jtp.samples.files.PackedHalfWay;
import io.jtp.samples.files.RuntimeImage;
import io.jtp.samples.initialisers.EnumInitialisers;
import io.jtp.samples.initialisers.FailingInitialiser;
import io.jtp.samples.initialisers.InterfaceInitialisers;
import io.jtp.samples.initialisers.LazyHolders;
import io.jtp.samples.initialisers.MainInitialiser;
import io.jtp.samples.initialisers.NestedInitialisers;
import io.jtp.samples.iterators.Generators;
import io.jtp.samples.iterators.Iterators;
import io.jtp.samples.iterators.StreamHalfWay;
import io.jtp.samples.iterators.Views;
import io.jtp.samples.jdkframes.Callbacks;
import io.jtp.samples.jdkframes.Comparators;
import io.jtp.samples.jdkframes.Formatting;
import io.jtp.samples.jdkframes.ImmutableFrames;
import io.jtp.samples.jdkframes.MapCallbacks;
import io.jtp.samples.jdkframes.OwnCollections;
import io.jtp.samples.jdkframes.Sorting;
import io.jtp.samples.loaders.Forgotten;
import io.jtp.samples.loaders.LoadedOnly;
import io.jtp.samples.loaders.MadeAtRunTime;
import io.jtp.samples.loaders.OwnLoaders;
import io.jtp.samples.loaders.UrlLoaders;
import io.jtp.samples.loops.ForEach;
import io.jtp.samples.loops.LabelledBreak;
import io.jtp.samples.loops.LoopShapes;
import io.jtp.samples.loops.RangeLoops;
import io.jtp.samples.methods.Bridges;
import io.jtp.samples.methods.CompiledFrames;
import io.jtp.samples.methods.DefaultMethods;
import io.jtp.samples.methods.ManyArguments;
import io.jtp.samples.methods.ManyLocals;
import io.jtp.samples.methods.Methods;
import io.jtp.samples.methods.MutualRecursion;
import io.jtp.samples.methods.Recursion;
import io.jtp.samples.names.KeptHandles;
import io.jtp.samples.names.KeptProxies;
import io.jtp.samples.names.KeptReflection;
import io.jtp.samples.names.Variables;
import io.jtp.samples.objects.Crowd;
import io.jtp.samples.objects.Dates;
import io.jtp.samples.objects.EnumBodies;
import io.jtp.samples.objects.Enums;
import io.jtp.samples.objects.HashSetHalfWay;
import io.jtp.samples.objects.HashTables;
import io.jtp.samples.objects.Identity;
import io.jtp.samples.objects.IdentityKeys;
import io.jtp.samples.objects.JdkObjects;
import io.jtp.samples.objects.LinkedNodes;
import io.jtp.samples.objects.Literals;
import io.jtp.samples.objects.Locks;
import io.jtp.samples.objects.NestedLocks;
import io.jtp.samples.objects.NotNumbers;
import io.jtp.samples.objects.OneObject;
import io.jtp.samples.objects.Records;
import io.jtp.samples.objects.Reflection;
import io.jtp.samples.objects.StringSwitch;
import io.jtp.samples.process.Assertions;
import io.jtp.samples.process.ExitCode;
import io.jtp.samples.process.ExitNested;
import io.jtp.samples.process.InputAhead;
import io.jtp.samples.process.InputLines;
import io.jtp.samples.process.JdkState;
import io.jtp.samples.process.Logging;
import io.jtp.samples.process.Printing;
import io.jtp.samples.process.Surroundings;
import io.jtp.samples.process.Uncaught;
import io.jtp.samples.process.UncaughtDeep;
import io.jtp.samples.reflection.Handles;
import io.jtp.samples.reflection.Invocations;
import io.jtp.samples.reflection.Proxies;
import io.jtp.samples.streams.Collecting;
import io.jtp.samples.streams.LazyPipelines;
import io.jtp.samples.streams.PrimitiveStreams;
import io.jtp.samples.structures.Graphs;
import io.jtp.samples.structures.SearchTrees;
import io.jtp.samples.structures.Tries;
import io.jtp.samples.switches.Patterns;
import io.jtp.samples.switches.SwitchExpressions;
import io.jtp.samples.switches.SwitchStatements;
import io.jtp.samples.text.Scanning;
import io.jtp.samples.text.Unicode;
import io.jtp.samples.threads.Actors;
import io.jtp.samples.threads.BoundedBuffers;
import io.jtp.samples.threads.CommonFutures;
import io.jtp.samples.threads.Crawler;
import io.jtp.samples.threads.Deadlock;
import io.jtp.samples.threads.DeepStacks;
import io.jtp.samples.threads.ForkJoinTree;
import io.jtp.samples.threads.Gates;
import io.jtp.samples.threads.Handovers;
import io.jtp.samples.threads.Interrupts;
import io.jtp.samples.threads.Joining;
import io.jtp.samples.threads.LastWords;
import io.jtp.samples.threads.LockFree;
import io.jtp.samples.threads.LongHaul;
import io.jtp.samples.threads.MainReturns;
import io.jtp.samples.threads.Notified;
import io.jtp.samples.threads.ParallelSort;
import io.jtp.samples.threads.ParallelStreams;
import io.jtp.samples.threads.PeriodicJobs;
import io.jtp.samples.threads.Philosophers;
import io.jtp.samples.threads.PingPong;
import io.jtp.samples.threads.Pipeline;
import io.jtp.samples.threads.Pools;
import io.jtp.samples.threads.Queues;
import io.jtp.samples.threads.ReadersAndWriters;
import io.jtp.samples.threads.Rounds;
import io.jtp.samples.threads.Sleepers;
import io.jtp.samples.threads.SpinLock;
import io.jtp.samples.threads.StampedPoints;
import io.jtp.samples.threads.ThreadBelongings;
import io.jtp.samples.threads.ThreadCaches;
import io.jtp.samples.threads.TimedWaits;
import io.jtp.samples.threads.WorkStealing;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All samples, with what they need. */
public final class Samples {
    /** However many processors there are; with only one for it, {@code CompletableFuture} does without the common pool on 17. */
    private static final String COMMON_POOL_OF_3 = "-Djava.util.concurrent.ForkJoinPool.common.parallelism=3";

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
            Sample.of(LazyHolders.class, 7),
            Sample.of(EnumInitialisers.class, 6),
            Sample.of(NestedInitialisers.class, 6),
            Sample.of(InterfaceInitialisers.class, 4),
            Sample.of(FailingInitialiser.class, 5),
            Sample.of(MainInitialiser.class, 3).arguments("one", "", "two  words", "*", "-x", "@y", "ä'\"$"),
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
            Sample.of(Crowd.class, 2),
            Sample.of(NotNumbers.class, 1),
            Sample.of(OwnLoaders.class, 11),
            Sample.of(UrlLoaders.class, 10),
            Sample.of(MadeAtRunTime.class, 6),
            Sample.of(Forgotten.class, 24),
            Sample.of(LoadedOnly.class, 8),
            Sample.of(JdkState.class, 6).exitCode(1),
            Sample.of(Logging.class, 3),
            Sample.of(Callbacks.class, 8),
            Sample.of(ImmutableFrames.class, 5),
            Sample.of(Sorting.class, 19),
            Sample.of(DupForms.class, 10),
            Sample.of(Concatenations.class, 8),
            Sample.of(Narrowing.class, 11),
            Sample.of(VarArgs.class, 13),
            Sample.of(NestedNews.class, 17),
            Sample.of(InnerNews.class, 11),
            Sample.of(SwitchStatements.class, 14),
            Sample.of(SwitchExpressions.class, 4),
            Sample.of(Rethrowing.class, 12),
            Sample.of(Suppressed.class, 19),
            Sample.of(Messages.class, 14),
            Sample.of(LateMessages.class, 7),
            Sample.of(Traces.class, 7),
            Sample.of(NestedLocks.class, 6),
            Sample.of(BitTricks.class, 6),
            Sample.of(ArrayKinds.class, 11),
            Sample.of(Patterns.class, 2),
            Sample.of(UncaughtDeep.class, 3).exitCode(1),
            Sample.of(ExitNested.class, 3).exitCode(9),
            Sample.of(Comparators.class, 12),
            Sample.of(OwnCollections.class, 4),
            Sample.of(Formatting.class, 16),
            Sample.of(MethodReferences.class, 13),
            Sample.of(LambdaClasses.class, 18),
            Sample.of(SerializableLambdas.class, 12),
            Sample.of(Functional.class, 17),
            Sample.of(Bridges.class, 11),
            Sample.of(MutualRecursion.class, 13),
            Sample.of(FinallyLoops.class, 15),
            Sample.of(Integers.class, 29),
            Sample.of(FloatingPoint.class, 5),
            Sample.of(LazyPipelines.class, 5),
            Sample.of(Collecting.class, 11),
            Sample.of(PrimitiveStreams.class, 9),
            Sample.of(Conditionals.class, 12),
            Sample.of(MapCallbacks.class, 9),
            Sample.of(Sudoku.class, 3),
            Sample.of(Interpreter.class, 11),
            Sample.of(Regex.class, 10),
            Sample.of(TapeMachine.class, 2),
            Sample.of(LifeAndMatrix.class, 12),
            Sample.of(Compression.class, 5),
            Sample.of(BigNumbers.class, 12),
            Sample.of(JsonText.class, 28),
            Sample.of(Chess.class, 8),
            Sample.of(WordPuzzles.class, 32),
            Sample.of(ManyLocals.class, 14),
            Sample.of(ManyArguments.class, 4),
            Sample.of(Series.class, 12),
            Sample.of(SearchTrees.class, 3),
            Sample.of(Graphs.class, 10),
            Sample.of(Tries.class, 8),
            Sample.of(Views.class, 7),
            Sample.of(Generators.class, 11),
            Sample.of(Unicode.class, 9),
            Sample.of(Scanning.class, 10),
            Sample.of(Dates.class, 6),
            Sample.of(EnumBodies.class, 17),
            Sample.of(Identity.class, 9),
            Sample.of(IdentityKeys.class, 32),
            Sample.of(Nestmates.class, 16),
            Sample.of(Invocations.class, 22),
            Sample.of(LoopShapes.class, 6),
            Sample.of(Assertions.class, 5).vmOptions("-ea"),
            Sample.of(Constructors.class, 18),
            Sample.of(NestedConstruction.class, 15),
            Sample.of(ConstructedKinds.class, 20),
            Sample.of(JdkConstructors.class, 28),
            Sample.of(ReflectiveConstruction.class, 13),
            Sample.of(Surroundings.class, 1)
                    .arguments("one", "two words", "")
                    .vmOptions("-Dsample.given=on the command line"),
            Sample.of(InputLines.class, 1).input("one\ntwo\nthree\nfour", ""),
            Sample.of(InputLines.class, 1).input("one\ntwo\nthr", "ee\nfour\nfünf\n"),
            Sample.of(InputAhead.class, 2).arguments("lines").input(lines(0, 2000), lines(2000, 2100)),
            Sample.of(InputAhead.class, 3).arguments("scanned").input(lines(0, 2000), lines(2000, 2100)),
            Sample.of(InputAhead.class, 5).arguments("characters").input(lines(0, 2000), lines(2000, 2100)),
            Sample.of(InputAhead.class, 3).arguments("bytes").input(lines(0, 2000), ""),
            Sample.of(FileStreams.class, 13),
            Sample.of(Channels.class, 10),
            Sample.of(Archives.class, 10),
            Sample.of(PackedHalfWay.class, 29),
            Sample.of(RuntimeImage.class, 7),
            Sample.of(Buffers.class, 6),
            Sample.of(HalfWay.class, 9),
            Sample.of(TextTools.class, 7),
            Sample.of(XmlDocuments.class, 5),
            Sample.of(KeptReflection.class, 5),
            Sample.of(References.class, 5),
            Sample.of(Registered.class, 2),
            Sample.of(Joining.class, 10),
            Sample.of(PingPong.class, 9),
            Sample.of(Pools.class, 9),
            Sample.of(Queues.class, 10),
            Sample.of(Gates.class, 6),
            Sample.of(Sleepers.class, 9),
            Sample.of(ThreadBelongings.class, 4),
            Sample.of(Deadlock.class, 2).exitCode(3),
            Sample.of(Philosophers.class, 6),
            Sample.of(Interrupts.class, 6),
            Sample.of(SpinLock.class, 3),
            Sample.of(ForkJoinTree.class, 7),
            Sample.of(ReadersAndWriters.class, 3),
            Sample.of(ParallelStreams.class, 8).vmOptions(COMMON_POOL_OF_3),
            Sample.of(CommonFutures.class, 7).vmOptions(COMMON_POOL_OF_3),
            Sample.of(ParallelSort.class, 5),
            Sample.of(BoundedBuffers.class, 6),
            Sample.of(Notified.class, 5),
            Sample.of(Rounds.class, 11),
            Sample.of(StampedPoints.class, 4),
            Sample.of(Actors.class, 4),
            Sample.of(Crawler.class, 6),
            Sample.of(ThreadCaches.class, 6),
            Sample.of(LockFree.class, 4),
            Sample.of(TimedWaits.class, 7),
            Sample.of(PeriodicJobs.class, 5),
            Sample.of(WorkStealing.class, 4),
            Sample.of(Handovers.class, 8),
            Sample.of(Pipeline.class, 9),
            Sample.of(DeepStacks.class, 1).arguments("3", "200"),
            Sample.of(LongHaul.class, 5).arguments("5"),
            Sample.of(LastWords.class, 2).arguments("exit").exitCode(7),
            Sample.of(LastWords.class, 2).arguments("daemons"),
            Sample.of(LastWords.class, 4).arguments("failures").exitCode(1),
            Sample.of(MainReturns.class, 4).arguments("pool"),
            Sample.of(MainReturns.class, 5).arguments("exit").exitCode(5),
            Sample.of(MainReturns.class, 3).arguments("fail"),
            Sample.of(ExitCode.class, 1).arguments("0"),
            Sample.of(ExitCode.class, 1).arguments("7").exitCode(7),
            Sample.of(Uncaught.class, 1).exitCode(1),
            Sample.of(Printing.class, 2),
            Sample.of(Handles.class, 13),
            Sample.of(KeptHandles.class, 5),
            Sample.of(Variables.class, 13),
            Sample.of(Proxies.class, 6),
            Sample.of(KeptProxies.class, 3));

    private Samples() {}

    /** {@return numbered lines of some 50 bytes, of one to four for each character} 2,000 of them are more than a pipe holds. */
    private static String lines(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> number + " line ä€😀😀 to be read ahead" + "é".repeat(number % 7) + "\n")
                .collect(Collectors.joining());
    }

    /** {@return all that run on some JDK of this machine} */
    public static List<Sample> all() {
        return Stream.of(ALL.stream(), ClassFileSamples.all(), Assembled.all())
                .flatMap(each -> each)
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
