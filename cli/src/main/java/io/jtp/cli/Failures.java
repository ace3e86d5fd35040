package io.jtp.cli;

import io.jtp.snapshot.Obstacle;
import io.jtp.snapshot.RefusedException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private static final String ISSUES = "Please report it, with the lines above and what you did.";

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
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
        PrintWriter json = command.getCommand() instanceof JsonAware aware ? aware.json() : null;
        PrintWriter err = command.getErr();
        Map<String, Object> fields = new LinkedHashMap<>();
        int code;
        if (e instanceof RefusedException refused) {
            code = ExitCode.REFUSED;
            fields.put("outcome", "refused");
            fields.put(
                    "obstacles",
                    refused.obstacles().stream().map(Failures::fields).toList());
            if (json == null) {
                printObstacles(err, refused.obstacles());
            }
        } else if (e instanceof TeleportException failure) {
            code = switch (failure.kind()) {
                case USAGE -> ExitCode.USAGE;
                case ROLLED_BACK -> ExitCode.ROLLED_BACK;
                case AFTER_COMMIT -> ExitCode.FAILED_AFTER_COMMIT;
            };
            fields.put(
                    "outcome",
                    switch (failure.kind()) {
                        case USAGE -> "usage";
                        case ROLLED_BACK -> "rolled-back";
                        case AFTER_COMMIT -> "failed-after-commit";
                    });
            fields.put("message", failure.getMessage());
            failure.snapshot().ifPresent(path -> fields.put("snapshot", path.toString()));
            if (json == null) {
                err.println("jtp: " + failure.getMessage());
                failure.snapshot()
                        .ifPresent(
                                path -> err.println("jtp: the program as it was is in " + path + "\njtp: 'jtp resume "
                                        + path + "' has it go on; see first that it does not run at the destination"));
            }
        } else {
            code = ExitCode.BUG;
            fields.put("outcome", "bug");
            fields.put("message", e.toString());
            e.printStackTrace(err);
            err.println("jtp: this is a bug of jtp. " + ISSUES);
        }
        if (json != null) {
            json.println(Json.write(fields));
            json.flush();
        }
        err.flush();
        return code;
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
