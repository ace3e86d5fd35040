package io.jtp.cli;

import io.jtp.capture.CaptureOptions;
import io.jtp.capture.HeapMethod;
import io.jtp.capture.NativeLibraries;
import io.jtp.capture.StopPlace;
import io.jtp.capture.TargetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** The program that is captured and how: what all commands have in common that do that. */
final class SourceOptions {

    @Parameters(paramLabel = "<pid|host:port>", description = "the program: its process id, or its JDWP address")
    private String target;

    @Option(
            names = "--at",
            paramLabel = "<place>",
            converter = PlaceConverter.class,
            description = "capture it when it next comes to this place: Class:line or Class.method; "
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

    @Option(names = "--debug-morphs", paramLabel = "<dir>", description = "write the generated classes there")
    private Path debugMorphs;

    Source.Request request() {
        return new Source.Request(
                target,
                Optional.ofNullable(at),
                wait,
                new CaptureOptions(
                        heap == null ? HeapMethod.AUTO : heap, Optional.ofNullable(scratch), nativeLibraries),
                Optional.ofNullable(debugMorphs),
                false);
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

    private static final class HeapConverter extends Choice<HeapMethod> {
        HeapConverter() {
            super("dump", HeapMethod.DUMP, "jdwp", HeapMethod.JDWP);
        }
    }

    private static final class NativeConverter extends Choice<NativeLibraries> {
        NativeConverter() {
            super("refuse", NativeLibraries.REFUSED, "same", NativeLibraries.SAME);
        }
    }
}
