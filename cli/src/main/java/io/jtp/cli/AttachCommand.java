package io.jtp.cli;

import io.jtp.capture.CaptureOptions;
import io.jtp.capture.HeapMethod;
import io.jtp.capture.NativeLibraries;
import io.jtp.capture.StopPlace;
import io.jtp.capture.TargetException;
import io.jtp.launch.DestinationAddress;
import io.jtp.launch.SshOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "attach",
        header = "Moves a running program to another JVM.",
        description = {
            "The program has to run with a JDWP agent, for example with",
            "  -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0",
            "jtp stays until the program has ended, because the program's standard streams run through it. "
                    + "Ending jtp before the program was handed over leaves that where it was; afterwards it ends the program."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class AttachCommand implements Callable<Integer>, Failures.JsonAware {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "<pid|host:port>", description = "the program: its process id, or its JDWP address")
    private String target;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "<dest>",
            converter = DestinationConverter.class,
            description = "where to: local, or [ssh://][user@]host[:port]")
    private DestinationAddress to;

    @Option(
            names = "--at",
            paramLabel = "<place>",
            converter = PlaceConverter.class,
            description = "move it when it next comes to this place: Class:line or Class.method; "
                    + "with +N behind it, N byte code instructions later")
    private StopPlace at;

    @Option(
            names = "--wait",
            paramLabel = "<time>",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description =
                    "how long to wait for a moment in which it can be moved (default: ${DEFAULT-VALUE}; units ms, s, m, h)")
    private Duration wait;

    @Option(
            names = "--stdio",
            paramLabel = "source|here",
            converter = StdioConverter.class,
            description =
                    "its standard streams: those of the process it was in, which stays for that and ends with the "
                            + "program's exit code (source, the default), or jtp's own (here)")
    private StdioChoice stdio;

    @Option(names = "--keep", description = "a copy goes on at the destination, and the program where it is as well")
    private boolean keep;

    @Option(names = "--dry-run", description = "capture it, say what would be moved, and let it go on where it is")
    private boolean dryRun;

    @Option(
            names = "--files",
            paramLabel = "shared|ship",
            converter = FilesConverter.class,
            description =
                    "the files that it has open: they are where they are, on the same machine or in a file system that "
                            + "the destination shares (shared, the default), or copies are sent there, and what it writes to them "
                            + "is brought back when it ends (ship)")
    private FilesChoice files = FilesChoice.SHARED;

    @Option(
            names = "--heap",
            paramLabel = "dump|jdwp",
            converter = HeapConverter.class,
            description = "how to read its objects: from a heap dump, for a program on this machine, or over JDWP "
                    + "(default: whichever seems to be quicker)")
    private HeapMethod heap;

    @Option(
            names = "--scratch",
            paramLabel = "<dir>",
            description = "where the heap dump is written, for an instant (default: /dev/shm if there is room, or else "
                    + "the directory for temporary files)")
    private Path scratch;

    @Option(
            names = "--native",
            paramLabel = "refuse|same",
            converter = NativeConverter.class,
            description =
                    "native libraries of its own: it is not moved with one (refuse, the default), or the destination loads "
                            + "the same file again, which then begins anew (same)")
    private NativeLibraries nativeLibraries = NativeLibraries.REFUSED;

    @Option(
            names = "--java",
            paramLabel = "<path>",
            description = "the java command, or the JDK, to be used at the destination")
    private String java;

    @Option(
            names = "--json",
            description = "print one JSON object instead of lines for people; "
                    + "on standard output, or standard error with --stdio here")
    private boolean json;

    @Option(names = "--debug-morphs", paramLabel = "<dir>", description = "write the generated classes there")
    private Path debugMorphs;

    @Override
    public Integer call() throws Exception {
        if (keep && stdio == StdioChoice.SOURCE) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--keep and --stdio source exclude each other: the process goes on with its own streams");
        }
        if (keep && files == FilesChoice.SHIP) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--keep and --files ship exclude each other: what both write to a file cannot be brought together");
        }
        Teleport.Request request = new Teleport.Request(
                target,
                to,
                SshOptions.ofUser(),
                Directories.ofUser(),
                Optional.ofNullable(at),
                wait,
                streams(),
                keep,
                dryRun,
                files,
                new CaptureOptions(
                        heap == null ? HeapMethod.AUTO : heap, Optional.ofNullable(scratch), nativeLibraries),
                Optional.ofNullable(java),
                Optional.ofNullable(debugMorphs));
        PrintWriter err = spec.commandLine().getErr();
        Teleport.Result result = new Teleport(request, json ? new JsonObserver() : new TerminalObserver(err)).run();
        if (dryRun) {
            printDryRun(result.report(), err);
        }
        return result.exitCode();
    }

    private void printDryRun(Report report, PrintWriter err) {
        if (json) {
            printJson("dry-run", report);
        } else {
            err.println("jtp: would move " + report.amount());
            err.println("jtp: " + report.timing() + "; the program goes on where it was");
            err.println("jtp: " + report.standing());
            err.flush();
        }
    }

    private void printJson(String outcome, Report report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("outcome", outcome);
        fields.putAll(report.fields());
        json().println(Json.write(fields));
        json().flush();
    }

    @Override
    public PrintWriter json() {
        if (!json) {
            return null;
        }
        return streams() == StdioChoice.HERE && !dryRun
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
    }

    private StdioChoice streams() {
        if (stdio != null) {
            return stdio;
        }
        return keep ? StdioChoice.HERE : StdioChoice.SOURCE;
    }

    private final class JsonObserver implements TeleportObserver {
        @Override
        public void entered(Phase phase, String detail) {
            // one object, at the end
        }

        @Override
        public void moved(Report report) {
            printJson(keep ? "copied" : "moved", report);
        }

        @Override
        public void note(String text) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("jtp: " + text);
            err.flush();
        }
    }

    private static final class DestinationConverter implements ITypeConverter<DestinationAddress> {
        @Override
        public DestinationAddress convert(String text) {
            try {
                return DestinationAddress.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    private static final class PlaceConverter implements ITypeConverter<StopPlace> {
        @Override
        public StopPlace convert(String text) {
            try {
                return StopPlace.parse(text);
            } catch (TargetException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** An option with one of two words. */
    private abstract static class Choice<T> implements ITypeConverter<T> {
        private final String first;
        private final T one;
        private final String second;
        private final T other;

        Choice(String first, T one, String second, T other) {
            this.first = first;
            this.one = one;
            this.second = second;
            this.other = other;
        }

        @Override
        public final T convert(String text) {
            if (text.equals(first)) {
                return one;
            } else if (text.equals(second)) {
                return other;
            }
            throw new TypeConversionException("'" + text + "' is neither " + first + " nor " + second);
        }
    }

    private static final class HeapConverter extends Choice<HeapMethod> {
        HeapConverter() {
            super("dump", HeapMethod.DUMP, "jdwp", HeapMethod.JDWP);
        }
    }

    private static final class FilesConverter extends Choice<FilesChoice> {
        FilesConverter() {
            super("shared", FilesChoice.SHARED, "ship", FilesChoice.SHIP);
        }
    }

    private static final class NativeConverter extends Choice<NativeLibraries> {
        NativeConverter() {
            super("refuse", NativeLibraries.REFUSED, "same", NativeLibraries.SAME);
        }
    }

    private static final class StdioConverter extends Choice<StdioChoice> {
        StdioConverter() {
            super("source", StdioChoice.SOURCE, "here", StdioChoice.HERE);
        }
    }
}
