package io.jtp.launch;

import io.jtp.snapshot.PackedFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The content-addressed cache at a destination, {@code ${XDG_CACHE_HOME:-~/.cache}/jtp/SHA256/NAME}: a file that is there is never sent
 * again. Files come as the standard input of {@code cat}, not by SFTP: that needs nothing but a shell there, and a full disk is
 * reported as such.
 */
final class FileCache {
    /** For a question about files, and for the checksum of one after it was sent. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    /** Makes {@code root} the directory for all that jtp keeps there. */
    static final String ROOT = """
            umask 077
            root=${XDG_CACHE_HOME:-$HOME/.cache}/jtp
            case $root in /*) ;; *) echo "neither HOME nor XDG_CACHE_HOME is an absolute path there" >&2; exit 1 ;; esac
            mkdir -p "$root" && chmod 700 "$root" || exit 1
            """;

    /** A function that prints the SHA-256 of a file, or nothing if there is no command for that. */
    static final String SUM = """
            sum() { { sha256sum || shasum -a 256 || openssl dgst -sha256 -r; } <"$1" 2>/dev/null | sed 's/ .*//'; }
            """;

    /** Standard input: a line "size path" for each file. Prints the root and the paths of the files that are missing, marked, as a login shell may print as well. */
    private static final String ASK = ROOT + """
            printf '%s\\n' "root $root"
            while IFS= read -r line; do
                size=${line%% *} path=${line#* }
                file=$root/$path
                [ -f "$file" ] && [ $(wc -c <"$file") -eq "$size" ] || printf '%s\\n' "missing $path"
            done
            """;

    /** Standard input: the file. */
    private static final String PUT = ROOT + SUM + """
            mkdir -p "$root/$hash" || exit 1
            temporary=$root/$hash/.incoming.$$
            trap 'rm -f "$temporary"' EXIT
            cat >"$temporary" || exit 1
            arrived=$(($(wc -c <"$temporary")))
            [ "$arrived" = "$size" ] || { echo "$arrived of $size bytes arrived" >&2; exit 1; }
            sum=$(sum "$temporary")
            case $sum in "" | "$hash") ;; *) echo "it arrived altered, its SHA-256 is $sum" >&2; exit 1 ;; esac
            mv -f "$temporary" "$root/$hash/$name" || exit 1
            """;

    private final Shell shell;
    private final Transfers transfers;

    FileCache(Shell shell, Transfers transfers) {
        this.shell = shell;
        this.transfers = transfers;
    }

    /**
     * What became of files that had to be there.
     *
     * @param paths absolute path of each, in their order
     */
    record Stored(List<String> paths, int filesSent, long bytesSent) {}

    /** Brings those of the files to the destination that are not there yet. */
    Stored store(List<PackedFile> files) throws LaunchException {
        Map<String, PackedFile> byPath = new LinkedHashMap<>();
        List<String> paths = new ArrayList<>();
        StringBuilder question = new StringBuilder();
        for (PackedFile file : files) {
            if (file.name().contains("\n")) {
                throw LaunchException.usage("A file name with a line break cannot be sent: " + file.name());
            }
            paths.add(path(file));
            if (byPath.putIfAbsent(path(file), file) == null) {
                question.append(size(file)).append(' ').append(path(file)).append('\n');
            }
        }
        Shell.Result answer =
                shell.run(ASK, stdin -> stdin.write(question.toString().getBytes(StandardCharsets.UTF_8)), LIMIT);
        if (answer.exitCode() != 0) {
            throw LaunchException.environment("The cache directory on " + shell.name() + " cannot be made: "
                    + answer.errors().strip());
        }
        String root = marked(answer, "root ")
                .findFirst()
                .orElseThrow(() -> LaunchException.environment("The shell on " + shell.name()
                        + " answered something unexpected: " + answer.output().strip()));
        Set<String> missing = new LinkedHashSet<>(marked(answer, "missing ").toList());
        long bytes = 0;
        for (String path : missing) {
            PackedFile file = byPath.get(path);
            if (file == null) {
                throw LaunchException.environment(
                        "The shell on " + shell.name() + " answered something unexpected: " + path);
            }
            send(file, path);
            bytes += size(file);
        }
        return new Stored(paths.stream().map(path -> root + "/" + path).toList(), missing.size(), bytes);
    }

    /** {@return its path below the root} */
    private String path(PackedFile file) throws LaunchException {
        return read(file, PackedFile::sha256) + "/" + file.name();
    }

    private long size(PackedFile file) throws LaunchException {
        return read(file, PackedFile::size);
    }

    /** What can be asked of a file only by reading it. */
    private interface Question<T> {
        T of(PackedFile file) throws IOException;
    }

    private <T> T read(PackedFile file, Question<T> question) throws LaunchException {
        try {
            return question.of(file);
        } catch (IOException e) {
            throw LaunchException.environment(
                    file.place().map(Path::toString).orElse(file.name()) + " cannot be read, but it has to be sent to "
                            + shell.name() + ": " + e,
                    e);
        }
    }

    /** {@return what the lines with this mark say} A login shell may print others. */
    static Stream<String> marked(Shell.Result answer, String mark) {
        return answer.output().lines().filter(line -> line.startsWith(mark)).map(line -> line.substring(mark.length()));
    }

    /** @param path below the root */
    private void send(PackedFile file, String path) throws LaunchException {
        String hash = path.substring(0, path.indexOf('/'));
        String script = "hash=" + hash + "\nsize=" + size(file) + "\nname=" + Posix.quote(file.name()) + "\n" + PUT;
        Shell.Result result;
        try (Transfers.Transfer transfer = transfers.begin(file.name(), size(file))) {
            result = shell.run(script, (OutputStream stdin) -> file.writeTo(transfer.through(stdin)), LIMIT);
        }
        if (result.exitCode() != 0) {
            throw LaunchException.environment(
                    "The file " + file.name() + " (" + size(file) + " bytes) could not be stored on "
                            + shell.name() + ": " + result.errors().strip()
                            + ". Nothing of it was left there. Is there room in its ~/.cache?");
        }
    }
}
