package io.jtp.cli;

import io.jtp.capture.TargetException;
import io.jtp.launch.LaunchException;
import io.jtp.snapshot.Obstacle;
import io.jtp.snapshot.RefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place that knows which failure gets which exit code and which words. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

    /** A command whose user asked for JSON gets its failures as JSON too. */
    interface JsonAware {
        /** {@return where the one JSON object goes, or null if it was not asked for} */
        PrintWriter json();
    }

    private static final String ISSUES =
            "Please report it where you have jtp from, with the lines above, what 'jtp version' says, and what you"
                    + " did.";

    /** Who can do something about a failure. */
    private enum Kind {
        /** Who has given the command: it has to be given otherwise. */
        MISTAKE,
        /** Who looks after the machines, the network, the program: the command was right. */
        ENVIRONMENT,
        /** Who develops jtp. */
        BUG
    }

    /** @param outcome as in JSON */
    private record Failure(int exitCode, Kind kind, String outcome, String message) {

        static Failure of(Exception e) {
            if (e instanceof TeleportException teleport) {
                return switch (teleport.kind()) {
                    case USAGE -> mistake(e);
                    case ROLLED_BACK ->
                        new Failure(ExitCode.ROLLED_BACK, Kind.ENVIRONMENT, "rolled-back", e.getMessage());
                    case AFTER_COMMIT ->
                        new Failure(
                                ExitCode.FAILED_AFTER_COMMIT, Kind.ENVIRONMENT, "failed-after-commit", e.getMessage());
                };
            } else if (e instanceof TargetException target) {
                return switch (target.reason()) {
                    case NOT_FOUND, UNSUITABLE -> mistake(e);
                    case BUSY, ENDED, LOST -> failed(e);
                };
            } else if (e instanceof LaunchException launch) {
                return launch.kind() == LaunchException.Kind.USAGE ? mistake(e) : failed(e);
            } else if (e instanceof IOException) {
                return failed(e);
            }
            return new Failure(ExitCode.BUG, Kind.BUG, "bug", e.toString());
        }

        private static Failure mistake(Exception e) {
            return new Failure(ExitCode.USAGE, Kind.MISTAKE, "usage", e.getMessage());
        }

        /** Of a command that moves nothing. */
        private static Failure failed(Exception e) {
            // the message of many an IOException is a file name alone
            String message = e.getClass().getPackageName().startsWith("io.jtp") ? e.getMessage() : e.toString();
            return new Failure(ExitCode.ROLLED_BACK, Kind.ENVIRONMENT, "failed", message);
        }
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter json = json(command);
        if (json != null) {
            Json.print(json, fields(new Failure(ExitCode.USAGE, Kind.MISTAKE, "usage", e.getMessage())));
            return ExitCode.USAGE;
        }
        PrintWriter err = command.getErr();
        err.println("jtp: " + e.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println("jtp: see '" + command.getCommandSpec().qualifiedName(" ") + " --help'");
        }
        err.flush();
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter json = json(command);
        PrintWriter err = command.getErr();
        Map<String, Object> fields;
        int code;
        if (e instanceof RefusedException refused) {
            code = ExitCode.REFUSED;
            fields = new LinkedHashMap<>();
            fields.put("outcome", "refused");
            fields.put(
                    "obstacles",
                    refused.obstacles().stream().map(Failures::fields).toList());
            if (json == null) {
                printObstacles(err, refused.obstacles());
            }
        } else {
            Failure failure = Failure.of(e);
            code = failure.exitCode();
            fields = fields(failure);
            Optional<Path> snapshot = e instanceof TeleportException teleport ? teleport.snapshot() : Optional.empty();
            snapshot.ifPresent(path -> fields.put("snapshot", path.toString()));
            boolean bug = failure.kind() == Kind.BUG;
            if (bug || isVerbose(command)) {
                e.printStackTrace(err);
            }
            if (bug) {
                err.println("jtp: this is a bug of jtp. " + ISSUES);
            } else if (json == null) {
                err.println("jtp: " + failure.message());
                snapshot.ifPresent(
                        path -> err.println("jtp: the program as it was is in " + path + "\njtp: 'jtp resume " + path
                                + "' has it go on; see first that it does not run at the destination"));
            }
        }
        if (json != null) {
            Json.print(json, fields);
        }
        err.flush();
        return code;
    }

    /** {@return where the one JSON object goes, or null if it was not asked for} */
    private static PrintWriter json(CommandLine command) {
        return command.getCommand() instanceof JsonAware aware ? aware.json() : null;
    }

    private static boolean isVerbose(CommandLine command) {
        return command.getCommandSpec().root().userObject() instanceof Main main
                && main.verbosity().verbose();
    }

    private static Map<String, Object> fields(Failure failure) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("outcome", failure.outcome());
        fields.put("kind", failure.kind().name().toLowerCase(Locale.ROOT));
        fields.put("message", failure.message());
        return fields;
    }

    private static void printObstacles(PrintWriter err, List<Obstacle> obstacles) {
        err.println("jtp: the program cannot be moved as it stands, and runs on where it is"
                + (obstacles.size() == 1 ? "" : ", for " + obstacles.size() + " reasons"));
        for (Obstacle obstacle : obstacles) {
            err.println();
            err.println("  at:      " + indent(obstacle.place()));
            err.println("  problem: " + indent(obstacle.problem()));
            err.println("  remedy:  " + indent(obstacle.remedy()));
        }
    }

    private static String indent(String text) {
        return text.strip().replace("\n", "\n           ");
    }

    private static Map<String, Object> fields(Obstacle obstacle) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("place", obstacle.place());
        fields.put("problem", obstacle.problem());
        fields.put("remedy", obstacle.remedy());
        return fields;
    }
}
