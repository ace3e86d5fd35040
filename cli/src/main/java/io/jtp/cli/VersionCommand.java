package io.jtp.cli;

import io.jtp.snapshot.SnapshotFile;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "version",
        header = "Tells which jtp this is, and what it runs on.",
        footerHeading = "%nExample:%n",
        footer = "  jtp version --json",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class VersionCommand implements Callable<Integer>, Failures.JsonAware {
    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", Main.Version.number());
        fields.put("snapshotFormat", SnapshotFile.FORMAT);
        fields.put("java", System.getProperty("java.vm.version") + " (" + System.getProperty("java.vm.vendor") + ")");
        fields.put("javaHome", System.getProperty("java.home"));
        fields.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        if (json.wanted()) {
            json.print(fields);
        } else {
            PrintWriter out = spec.commandLine().getOut();
            out.println("jtp " + fields.get("version") + ", snapshot format " + fields.get("snapshotFormat"));
            out.println("java " + fields.get("java") + " in " + fields.get("javaHome"));
            out.println(fields.get("system"));
            out.flush();
        }
        return ExitCode.DONE;
    }

    @Override
    public PrintWriter json() {
        return json.writer();
    }
}
