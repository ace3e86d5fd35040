package io.jtp.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** How much is said: options of every command. */
final class Verbosity {
    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "say nothing but what was asked for, what went wrong, and what has to be known")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "tell every step, and where in jtp a failure comes from")
    private boolean verbose;

    /** {@return what the command line says of it} */
    static Verbosity of(CommandSpec command) {
        return ((Main) command.root().userObject()).verbosity();
    }

    /** To be called when the command line has been read, before anything is logged. */
    void apply(CommandSpec command) {
        if (quiet && verbose) {
            throw new ParameterException(command.commandLine(), "--quiet and --verbose exclude each other");
        }
        if (verbose) {
            System.setProperty("org.slf4j.simpleLogger.log.io.jtp", "debug");
        }
    }

    boolean quiet() {
        return quiet;
    }

    boolean verbose() {
        return verbose;
    }
}
