package io.jtp.cli;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option of commands whose result is for people or for programs. */
final class JsonOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--json", description = "print one JSON object on standard output instead of lines for people")
    private boolean wanted;

    boolean wanted() {
        return wanted;
    }

    /** {@return where the object goes, or null if it was not asked for} */
    PrintWriter writer() {
        return wanted ? command.commandLine().getOut() : null;
    }

    /** Prints the object. */
    void print(Map<String, Object> fields) {
        Json.print(writer(), fields);
    }
}
