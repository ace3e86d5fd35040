package io.jtp.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the arrows between the packages: which may know which, and which library lives where. */
class ArchitectureTest {

    private static JavaClasses all;

    @BeforeAll
    static void read() {
        all = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.jtp");
    }

    @ParameterizedTest(name = "{0} knows of our packages only: {1}")
    @CsvSource(
            delimiter = ':',
            value = {
                "snapshot  :",
                "classfile : snapshot",
                "capture   : snapshot classfile",
                "morph     : snapshot classfile",
                "launch    : snapshot",
                "resume    : snapshot",
                "inspect   : snapshot classfile",
                "cli       : snapshot classfile capture morph launch inspect",
            })
    void ourPackages(String from, String knows) {
        Set<String> known = new TreeSet<>(words(knows));
        known.add(from);
        List<String> others =
                packages().stream().filter(p -> !known.contains(p)).toList();

        noClasses()
                .that()
                .resideInAPackage(ours(from))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others.stream().map(ArchitectureTest::ours).toArray(String[]::new))
                .allowEmptyShould(true)
                .check(all);
    }

    @ParameterizedTest(name = "{0} is used only in: {1}")
    @CsvSource(
            delimiter = ':',
            value = {
                "com.sun.jdi          : capture",
                "com.sun.tools.attach : capture",
                "jdk.internal         : resume",
                "sun                  :",
                "com.esotericsoftware : snapshot resume",
                "org.objenesis        : snapshot resume",
                "org.objectweb.asm    : classfile capture morph",
                "net.bytebuddy        : morph",
                "com.jcraft.jsch      : launch",
                "org.apache.sshd      : cli",
                "picocli              : cli",
                "me.tongfei           : cli",
                "org.snakeyaml        : cli",
                "org.slf4j            : classfile capture morph launch cli",
            })
    void libraries(String library, String users) {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        words(users).stream().map(ArchitectureTest::ours).toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library + "..")
                .check(all);
    }

    /** What is packed into the agent jar has to do with what is in there, on any JDK of the destination. */
    @ParameterizedTest(name = "{0} knows nothing else than: {1}")
    @CsvSource({
        "snapshot, io.jtp.snapshot java com.esotericsoftware",
        "resume,   io.jtp.resume io.jtp.snapshot java jdk.internal.misc jdk.internal.vm.annotation com.esotericsoftware",
    })
    void agent(String from, String knows) {
        classes()
                .that()
                .resideInAPackage(ours(from))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(words(knows).stream()
                        .flatMap(p -> p.startsWith("jdk.internal.") ? Stream.of(p) : Stream.of(p + ".."))
                        .toArray(String[]::new))
                .check(all);
    }

    /**
     * The JVM keeps one profile for each call in the JDK's code, whoever made it. Two lambdas of the agent in a {@code Stream.filter} kept the
     * program's from being inlined there, for good: a third slower.
     */
    @Test
    void theAgentLeavesStreamsToTheProgram() {
        noClasses()
                .that()
                .resideInAPackage(ours("resume"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.stream..")
                .check(all);
    }

    /** A package that the tables above do not name would be held by none of them. */
    @Test
    void everyPackageIsNamedHere() {
        assertThat(all.stream()
                        .map(JavaClass::getPackageName)
                        .map(p -> p.split("\\.")[2])
                        .collect(Collectors.toSet()))
                .isSubsetOf(packages())
                .contains("snapshot", "capture", "morph", "launch", "resume", "cli");
    }

    private static Set<String> packages() {
        return new TreeSet<>(Set.of("snapshot", "classfile", "capture", "morph", "launch", "resume", "inspect", "cli"));
    }

    private static String ours(String name) {
        return "io.jtp." + name + "..";
    }

    private static List<String> words(String text) {
        return text == null ? List.of() : List.of(text.strip().split("\\s+"));
    }
}
