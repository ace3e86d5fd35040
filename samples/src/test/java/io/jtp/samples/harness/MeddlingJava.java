package io.jtp.samples.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A {@code java} command for a destination: a script that passes standard input on to the real one. When the snapshot's first byte comes
 * along, which is when the program has been captured and stands still, it does something to the world, and something else after its end.
 */
public final class MeddlingJava {
    private MeddlingJava() {}

    /**
     * {@return the command}
     *
     * @param directory for it
     * @param during what a shell does when the program has been captured
     * @param afterwards what it does after the program's end
     */
    public static Path make(Path directory, Jdk jdk, String during, String afterwards) throws IOException {
        Path script = Files.createTempFile(directory, "java", "");
        Files.writeString(script, """
                #!/bin/sh
                case $* in
                *-javaagent:*)
                    { head -c 1 >"$0.first"; %s; cat "$0.first" -; } | %s "$@"
                    code=$?
                    %s
                    exit $code ;;
                *)
                    exec %2$s "$@" ;;
                esac
                """.formatted(during, jdk.java(), afterwards), StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
    }
}
