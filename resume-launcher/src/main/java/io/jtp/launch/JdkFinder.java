package io.jtp.launch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the JDK at a destination whose build is that of the source. One script tries the candidates one after the other and ends with
 * the first that fits.
 */
final class JdkFinder {
    /** Each candidate is a JVM start of a tenth of a second; a slow host with many JDKs stays below this. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String FOUND = "== ";
    private static final String BROKEN = "!! ";

    /** Arguments: what {@code --java} said, or empty; wanted version; wanted vendor; java.home of the source, or empty. */
    private static final String SCRIPT = """
            unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
            seen=:
            try() {
                [ -f "$1" ] && [ -x "$1" ] || return 0
                real=$(readlink -f "$1" 2>/dev/null) || real=$1
                case $seen in *":$real:"*) return 0 ;; esac
                seen=$seen$real:
                if shown=$("$1" -XshowSettings:properties -version 2>&1 </dev/null); then
                    printf '%s\\n' "== $1"
                    shown=$(printf '%s\\n' "$shown" | sed -n -e 's/^ *\\(java\\.home\\) = /\\1=/p' \\
                        -e 's/^ *\\(java\\.vm\\.version\\) = /\\1=/p' -e 's/^ *\\(java\\.vm\\.vendor\\) = /\\1=/p' \\
                        -e 's/^ *\\(os\\.arch\\) = /\\1=/p')
                    printf '%s\\n' "$shown"
                    rest=$(printf '%s\\n' "$shown" | grep -Fxc -e "java.vm.version=$version" -e "java.vm.vendor=$vendor")
                    [ "$rest" != 2 ] || exit 0
                else
                    printf '%s\\n' "!! $1"
                fi
            }
            if [ -n "$given" ]; then
                case $given in "~/"*) given=$HOME/${given#"~/"} ;; esac
                if [ -d "$given" ]; then try "$given/bin/java"; else try "$(command -v "$given")"; fi
                exit 0
            fi
            [ -z "$home" ] || try "$home/bin/java"
            [ -z "$JAVA_HOME" ] || try "$JAVA_HOME/bin/java"
            try "$(command -v java)"
            for dir in /usr/lib/jvm/* /usr/java/* /opt/* /opt/*/* /usr/local/openjdk* "$HOME"/.sdkman/candidates/java/* \\
            "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
                try "$dir/bin/java"
            done
            exit 0
            """;

    private JdkFinder() {}

    /** @param broken java commands that do not start */
    private record Found(List<RemoteJdk> jdks, List<String> broken) {}

    static RemoteJdk find(Shell shell, Optional<String> given, WantedJdk wanted) throws LaunchException {
        Found found = search(shell, given, wanted);
        Optional<RemoteJdk> fits =
                found.jdks().stream().filter(jdk -> jdk.is(wanted)).findFirst();
        if (fits.isPresent()) {
            return fits.get();
        }
        throw new LaunchException(
                given.isPresent() ? LaunchException.Kind.USAGE : LaunchException.Kind.ENVIRONMENT,
                complain(shell, given, wanted, found.jdks(), found.broken()),
                null);
    }

    /** {@return all JDKs in the usual places} */
    static List<RemoteJdk> all(Shell shell) throws LaunchException {
        // no build is this one, so that none ends the search
        return search(shell, Optional.empty(), new WantedJdk("", "", Optional.empty()))
                .jdks();
    }

    private static Found search(Shell shell, Optional<String> given, WantedJdk wanted) throws LaunchException {
        String script = "given=" + Posix.quote(given.orElse(""))
                + "\nversion=" + Posix.quote(wanted.vmVersion())
                + "\nvendor=" + Posix.quote(wanted.vmVendor())
                + "\nhome=" + Posix.quote(wanted.home().orElse("")) + "\n" + SCRIPT;
        Shell.Result result = shell.run(script, LIMIT);
        if (result.exitCode() != 0) {
            throw LaunchException.environment("Looking for a JDK on " + shell.name() + " failed with exit code "
                    + result.exitCode() + ": " + result.errors().strip());
        }
        List<RemoteJdk> found = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        for (String block : result.output().split("(?m)^(?===\\s|!!\\s)")) {
            if (block.startsWith(FOUND)) {
                found.add(parse(block.substring(FOUND.length()).lines().toList()));
            } else if (block.startsWith(BROKEN)) {
                broken.add(block.substring(BROKEN.length()).strip());
            }
        }
        return new Found(found, broken);
    }

    private static RemoteJdk parse(List<String> lines) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                properties.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return new RemoteJdk(
                lines.get(0),
                properties.getOrDefault("java.home", ""),
                properties.getOrDefault("java.vm.version", "unknown version"),
                properties.getOrDefault("java.vm.vendor", "unknown vendor"),
                properties.getOrDefault("os.arch", "unknown architecture"));
    }

    private static String complain(
            Shell shell, Optional<String> given, WantedJdk wanted, List<RemoteJdk> found, List<String> broken) {
        String needed = "the program runs on " + wanted.vmVersion() + " (" + wanted.vmVendor()
                + "), and only the very same build can take it over";
        String notStarting = broken.isEmpty() ? "" : "\nNot starting: " + String.join(", ", broken);
        if (given.isPresent()) {
            return "The java given for " + shell.name() + ", " + given.get() + ", "
                    + (found.isEmpty()
                            ? "is not there or does not start" + notStarting + "."
                            : "is another build: " + found.get(0) + ".")
                    + "\nWhat is needed: " + needed + ".";
        }
        return "No fitting JDK on " + shell.name() + ": " + needed + ".\n"
                + (found.isEmpty()
                        ? "No JDK was found there: looked at JAVA_HOME, PATH, /usr/lib/jvm, /opt, ~/.sdkman, ~/.jdks."
                        : "Found there:\n    "
                                + found.stream().map(RemoteJdk::toString).collect(Collectors.joining("\n    ")))
                + notStarting
                + "\nInstall that build there, or name its java with --java PATH.";
    }
}
