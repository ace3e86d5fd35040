package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.samples.harness.Baseline;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Tool;
import io.jtp.samples.process.Questions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that are started as the run configurations in {@code samples/ide} say are moved. */
class IdeTest {

    private static final String INPUT = "one\ntwo\nthree\nfour\n";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "intellij/Questions.run.xml, name=\"MAIN_CLASS_NAME\" value, name=\"PROGRAM_PARAMETERS\" value, name=\"VM_PARAMETERS\" value",
        "vscode/launch.json, \"mainClass\", \"args\", \"vmArgs\"",
        "eclipse/Questions.launch, MAIN_TYPE\" value, PROGRAM_ARGUMENTS\" value, VM_ARGUMENTS\" value"
    })
    void a_program_is_started_as_the_file_says_and_moved(String file, String mainClass, String arguments, String vm)
            throws Exception {
        String configuration = Files.readString(Path.of("ide").resolve(file));
        assertThat(value(configuration, mainClass)).isEqualTo(Questions.class.getName());
        List<String> program =
                List.of("-cp", Baseline.classPath(), value(configuration, mainClass), value(configuration, arguments));
        String expected = run(program);
        List<String> command = new ArrayList<>(List.of(value(configuration, vm)));
        command.addAll(program);
        try (JavaProcess source = JavaProcess.start(Jdk.current(), command, directory)) {
            source.awaitOutput(text -> text.contains("question 0\n"));
            Tool tool = Tool.start(List.of("attach", "" + source.pid(), "--to", "local"));
            assertThat(tool.awaitErrors(text -> text.contains("jtp: moved")))
                    .as("%s", tool)
                    .isTrue();
            source.type(INPUT);
            source.endInput();
            assertThat(source.awaitEnd().out()).isEqualTo(expected);
            assertThat(tool.awaitExitCode()).as("%s", tool).isZero();
        }
    }

    private String run(List<String> program) throws IOException, InterruptedException {
        try (JavaProcess process = JavaProcess.start(Jdk.current(), program, directory)) {
            process.type(INPUT);
            process.endInput();
            return process.awaitEnd().out();
        }
    }

    /** {@return what is in quotation marks behind a key and the sign that follows it} */
    private static String value(String configuration, String key) {
        Matcher found =
                Pattern.compile(Pattern.quote(key) + "\\s*[=:]\\s*\"([^\"]*)\"").matcher(configuration);
        assertThat(found.find()).as("%s in%n%s", key, configuration).isTrue();
        return found.group(1);
    }
}
