package io.jtp.cli;

import io.jtp.inspect.Answers;
import io.jtp.inspect.HtmlPage;
import io.jtp.inspect.Inspection;
import io.jtp.inspect.TextReport;
import io.jtp.snapshot.ProgramFile;
import io.jtp.snapshot.SnapshotFormatException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what is in a snapshot. */
@Command(
        name = "inspect",
        header = "Shows what is in a snapshot.",
        description = {
            "Tells of the threads with their frames, variables, operands and locks, who waits for whom, and what is in the heap. "
                    + "Nothing of the program runs. What is likely to be secret is warned of and not shown."
        },
        footerHeading = "%nExample:%n",
        footer = "  jtp inspect program.jtp",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class InspectCommand implements Callable<Integer>, Failures.JsonAware {

    private static final int CLASSES = 20;

    /** In one page, however deep the stacks are. */
    private static final int FRAMES = 50;

    @Parameters(paramLabel = "<file>", description = "a snapshot, as jtp writes it")
    private Path file;

    @ArgGroup
    private Question question = new Question();

    /** Of these, one at a time. */
    static final class Question {
        @Option(names = "--thread", paramLabel = "<name>", description = "only the thread of this name")
        private String thread;

        @Option(
                names = "--heap",
                paramLabel = "<n>",
                arity = "0..1",
                fallbackValue = "2147483647",
                description = "the heap by class: the <n> classes with the most bytes, or all")
        private Integer heap;

        @Option(
                names = "--object",
                paramLabel = "<number>",
                description = "one object: its fields or elements, the path from a root, what refers to it")
        private String object;

        @Option(
                names = "--path",
                paramLabel = "<number|class>",
                description = "the shortest path from a root to an object, or to the objects of a class")
        private String path;

        @Option(
                names = "--find",
                paramLabel = "<text>",
                description = "the strings with this text in them, each with a path from a root")
        private String find;

        @Option(
                names = "--html",
                paramLabel = "<file>",
                description = "write one page for a browser, which needs no network. It is readable for you only")
        private Path html;
    }

    @Option(
            names = "--frames",
            paramLabel = "<n>",
            defaultValue = "" + FRAMES,
            description = "how many frames of each stack, innermost first; by default ${DEFAULT-VALUE}")
    private int frames;

    @Option(names = "--json", description = "one JSON object instead of lines for people")
    private boolean json;

    @Option(names = "--show-secrets", description = "show what is likely to be secret, too")
    private boolean showSecrets;

    @Spec
    private CommandSpec spec;

    @Override
    public PrintWriter json() {
        return json ? spec.commandLine().getOut() : null;
    }

    @Override
    public Integer call() throws TeleportException {
        Inspection inspection = open();
        Answers answers = new Answers(inspection);
        TextReport report = new TextReport(spec.commandLine().getOut());
        if (question.html != null) {
            write(inspection);
        } else if (question.heap != null) {
            answer(answers.heap(question.heap), report::heap);
        } else if (question.object != null) {
            answer(answers.object(number(question.object, answers)), report::object);
        } else if (question.path != null) {
            if (question.path.matches("#?\\d+")) {
                number(question.path, answers);
            }
            answer(found(answers.path(question.path), "object of class " + question.path), report::found);
        } else if (question.find != null) {
            answer(found(answers.find(question.find), "string with this text"), report::found);
        } else {
            if (question.thread != null && !answers.hasThread(question.thread)) {
                throw usage(
                        "there is no thread " + question.thread + ", only " + String.join(", ", answers.threadNames()));
            }
            answer(answers.summary(question.thread, frames, CLASSES), report::summary);
        }
        return ExitCode.DONE;
    }

    private Inspection open() throws TeleportException {
        try {
            ProgramFile program = ProgramFile.read(file);
            try (ClassPathHere classPath = ClassPathHere.of(program)) {
                return Inspection.of(program.cargo().snapshot(), classPath.places(), showSecrets);
            }
        } catch (SnapshotFormatException e) {
            throw usage(file + ": " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw usage("there is no file " + file, e);
        } catch (AccessDeniedException e) {
            throw usage(file + " may not be read", e);
        } catch (IOException e) {
            throw usage(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void answer(Map<String, Object> answer, Consumer<Map<String, Object>> report) {
        if (json) {
            json().println(Json.write(answer));
            json().flush();
        } else {
            report.accept(answer);
        }
    }

    private static Map<String, Object> found(Map<String, Object> answer, String what) throws TeleportException {
        if (((List<?>) answer.get("found")).isEmpty()) {
            throw usage("there is no " + what + " in the snapshot");
        }
        return answer;
    }

    private static int number(String text, Answers answers) throws TeleportException {
        String digits = text.replaceFirst("^#", "");
        if (!digits.matches("\\d{1,9}")
                || Integer.parseInt(digits) < 1
                || Integer.parseInt(digits) > answers.objects()) {
            throw usage("there is no object " + text + "; the snapshot has objects 1 to " + answers.objects());
        }
        return Integer.parseInt(digits);
    }

    private void write(Inspection inspection) throws TeleportException {
        Path page = question.html;
        try {
            new HtmlPage(inspection, file.getFileName().toString(), Json::write).write(page);
        } catch (IOException e) {
            throw usage(page + " cannot be written: " + e.getMessage(), e);
        }
        if (json) {
            Map<String, Object> written = new LinkedHashMap<>();
            written.put("page", page.toString());
            answer(written, none -> {});
        } else {
            spec.commandLine()
                    .getOut()
                    .println("jtp: written " + page
                            + "; it holds what the program had in memory, and is readable for you only");
            spec.commandLine().getOut().flush();
        }
    }

    private static TeleportException usage(String message) {
        return usage(message, null);
    }

    private static TeleportException usage(String message, Throwable cause) {
        return TeleportException.usage(message, cause);
    }
}
