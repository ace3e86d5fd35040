package io.jtp.launch;

import java.time.Duration;
import java.util.List;

/**
 * What a destination has, found without changing anything there.
 *
 * @param cache where files would be kept that are sent there
 * @param writable whether they can be written there
 * @param room how many bytes of them
 * @param jdks all JDKs in the usual places
 */
public record Survey(String cache, boolean writable, long room, List<RemoteJdk> jdks) {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String SCRIPT = """
        root=${XDG_CACHE_HOME:-$HOME/.cache}/jtp
        there=$root
        while [ ! -d "$there" ]; do there=$(dirname -- "$there"); done
        printf 'cache %s\\n' "$root"
        [ ! -w "$there" ] || printf 'writable %s\\n' "$there"
        df -Pk -- "$there" | sed -n '$s/^.* \\([0-9][0-9]*\\)  *[0-9][0-9]*% .*$/kibibytes \\1/p'
        """;

    static Survey of(Shell shell) throws LaunchException {
        Shell.Result answer = shell.run(SCRIPT, LIMIT);
        String cache = FileCache.marked(answer, "cache ")
                .findFirst()
                .orElseThrow(() -> LaunchException.environment("The shell on " + shell.name()
                        + " answered something unexpected: " + (answer.output() + answer.errors()).strip()));
        long kibibytes = FileCache.marked(answer, "kibibytes ")
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() ->
                        LaunchException.environment("df on " + shell.name() + " does not tell how much room there is: "
                                + answer.errors().strip()));
        boolean writable = FileCache.marked(answer, "writable ").findFirst().isPresent();
        return new Survey(cache, writable, kibibytes * 1024, JdkFinder.all(shell));
    }
}
