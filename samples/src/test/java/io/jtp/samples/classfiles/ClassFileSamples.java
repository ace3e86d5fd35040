package io.jtp.samples.classfiles;

import io.jtp.samples.closures.InnerClasses;
import io.jtp.samples.closures.Lambdas;
import io.jtp.samples.exceptions.TryCatch;
import io.jtp.samples.exceptions.TryWithResources;
import io.jtp.samples.expressions.CallArguments;
import io.jtp.samples.harness.Classes;
import io.jtp.samples.harness.MadeClasses;
import io.jtp.samples.harness.Sample;
import io.jtp.samples.iterators.Iterators;
import io.jtp.samples.languages.KotlinLibrary;
import io.jtp.samples.languages.ScalaLibrary;
import io.jtp.samples.loops.ForEach;
import io.jtp.samples.loops.LabelledBreak;
import io.jtp.samples.objects.Enums;
import io.jtp.samples.objects.Locks;
import io.jtp.samples.objects.StringSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kotlin.Lazy;
import scala.Option;

/** Samples whose class files are not those that javac makes by default. */
public final class ClassFileSamples {

    private static final Classes WITHOUT_TABLES = new MadeClasses(
            "without-tables",
            Javac.samples(List.of("-g:none"), ForEach.class, TryWithResources.class, StringSwitch.class));

    private static final Classes LINES_ONLY =
            new MadeClasses("lines-only", Javac.samples(List.of("-g:source,lines"), Iterators.class, Locks.class));

    private static final Classes BUILDERS = new MadeClasses(
            "string-builders", Javac.samples(List.of("-parameters", "-XDstringConcat=inline"), CallArguments.class));

    private static final Classes JAVA_8 = new MadeClasses(
            "java-8", Javac.samples(List.of("--release", "8"), InnerClasses.class, Lambdas.class, Enums.class));

    private static final Classes VERSION_49 =
            new MadeClasses("version-49", Downgraded.samples(49, Locks.class, TryCatch.class));

    private static final Classes VERSION_50 =
            new MadeClasses("version-50", Downgraded.samples(50, LabelledBreak.class));

    private static final Classes KOTLIN = Classes.of(Lazy.class);

    private static final Classes SCALA = Classes.of(Option.class);

    private static final Classes JAVA_25 = new MadeClasses("java-25", ClassFileSamples::compileForJava25);

    private ClassFileSamples() {}

    public static Stream<Sample> all() {
        return Stream.of(
                again(WITHOUT_TABLES, ForEach.class, 5),
                again(WITHOUT_TABLES, TryWithResources.class, 6),
                again(WITHOUT_TABLES, StringSwitch.class, 3),
                again(LINES_ONLY, Iterators.class, 5),
                again(BUILDERS, CallArguments.class, 5),
                again(JAVA_8, InnerClasses.class, 6),
                again(JAVA_8, Enums.class, 5),
                again(VERSION_49, Locks.class, 3),
                again(VERSION_49, TryCatch.class, 8),
                again(VERSION_50, LabelledBreak.class, 8),
                Sample.of(KotlinLibrary.class, 30).classes(KOTLIN),
                Sample.of(ScalaLibrary.class, 21).classes(SCALA),
                java25("RecordPatterns", 7),
                java25("PatternSwitches", 7),
                java25("Gathering", 11),
                java25("FlexibleConstructors", 4),
                java25("VirtualThreadsEnded", 4),
                java25("VirtualTasks", 7),
                java25("FanOut", 4).arguments("500"));
    }

    /** {@return one that the launcher starts by calling an instance's {@code main}, of a class without a declaration} */
    public static Sample compactSource() {
        return Sample.named("CompactSource", 3).classes(JAVA_25).since(25);
    }

    private static Sample java25(String name, int moments) {
        return Sample.named("io.jtp.samples.java25." + name, moments)
                .classes(JAVA_25)
                .since(25);
    }

    /** What came with Java 21 to 25; the build's own compiler may be Java 17's. */
    private static void compileForJava25(Path directory) throws IOException, InterruptedException {
        Path sources = Javac.sources("java25");
        try (Stream<Path> each = Files.walk(sources)) {
            List<Path> files =
                    each.filter(file -> file.toString().endsWith(".java")).toList();
            Javac.compile(compactSource().jdk(), List.of("--release", "25"), files, directory);
        }
    }

    /** A sample of the ordinary build in another form. */
    private static Sample again(Classes classes, Class<?> mainClass, int moments) {
        Sample sample = Sample.of(mainClass, moments).classes(classes);
        return sample.called(sample.name() + " (" + classes + ")");
    }
}
