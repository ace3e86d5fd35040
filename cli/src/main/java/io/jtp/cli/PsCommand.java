package io.jtp.cli;

import io.jtp.capture.Impediment;
import io.jtp.capture.JavaProcess;
import io.jtp.capture.JavaProcesses;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "ps",
        header = "Lists the Java programs on this machine, and which of them can be moved.",
        description = {
            "Tells for each whether jtp can attach to it, and if not, why, and what to do. Whether something on its"
                    + " stacks or in its heap stands in the way is for 'jtp doctor <pid>' to say."
        },
        footerHeading = "%nExample:%n",
        footer = "  jtp ps --json",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class PsCommand implements Callable<Integer>, Failures.JsonAware {
    private static final List<String> TITLES = List.of("PID", "JDK", "PROGRAM", "CAN BE MOVED");
    private static final String UNKNOWN = "?";

    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() throws InterruptedException {
        List<JavaProcess> processes = JavaProcesses.list();
        if (json.wanted()) {
            json.print(Map.of(
                    "processes", processes.stream().map(PsCommand::fields).toList()));
        } else {
            print(processes, spec.commandLine().getOut());
        }
        return ExitCode.DONE;
    }

    @Override
    public PrintWriter json() {
        return json.writer();
    }

    private static Map<String, Object> fields(JavaProcess process) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pid", process.pid());
        fields.put("user", process.user());
        fields.put("program", process.main());
        fields.put("jdk", process.jdk());
        fields.put("movable", process.impediment().isEmpty());
        process.jdwp().ifPresent(address -> fields.put("jdwp", address));
        process.impediment().ifPresent(impediment -> {
            fields.put(
                    "reason", impediment.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            fields.put("problem", impediment.problem());
            fields.put("remedy", impediment.remedy());
        });
        return fields;
    }

    /** A table, and below it what to do, each thing once. */
    private static void print(List<JavaProcess> processes, PrintWriter out) {
        List<String> remedies = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>(List.of(TITLES));
        for (JavaProcess each : processes) {
            rows.add(List.of(
                    Long.toString(each.pid()),
                    each.jdk().isEmpty() ? UNKNOWN : each.jdk(),
                    each.main().isEmpty() ? UNKNOWN : each.main(),
                    answer(each, remedies)));
        }
        int[] widths = new int[TITLES.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length - 1; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size() - 1; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            out.println(line.append(row.get(row.size() - 1)));
        }
        for (int i = 0; i < remedies.size(); i++) {
            out.println((i == 0 ? System.lineSeparator() : "") + "[" + (i + 1) + "] " + remedies.get(i));
        }
        out.flush();
    }

    private static String answer(JavaProcess process, List<String> remedies) {
        if (process.impediment().isEmpty()) {
            return "yes" + process.jdwp().map(address -> " (" + address + ")").orElse("");
        }
        Impediment impediment = process.impediment().get();
        if (!remedies.contains(impediment.remedy())) {
            remedies.add(impediment.remedy());
        }
        return "no: it " + impediment.problem() + " [" + (remedies.indexOf(impediment.remedy()) + 1) + "]";
    }
}
