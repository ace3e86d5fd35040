package io.jtp.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The script that turns into the destination JVM. */
final class BootScript {
    /** The line on standard error by which the script tells its process id, which the JVM inherits. */
    static final String PID_MARK = "jtp-pid ";

    static final String JDWP = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0,quiet=y";

    /** From JDK 21 on. */
    private static final String VIRTUAL_THREADS = ",includevirtualthreads=y";

    /** Options from the environment there would be in addition to the source's, which came with all of its own. */
    private static final String PREPARE = """
            unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS CLASSPATH
            if ! cd "$directory" 2>/dev/null; then
                mkdir -p "$directory" && cd "$directory" || {
                    echo "jtp: the program's working directory $directory is not there and cannot be made" >&2
                    exit 1
                }
            fi
            """;

    /**
     * JVMs that start at the same moment can warn, on 25 and on standard output, which is the program's, that the file with another one's
     * performance data is locked.
     */
    private static final String QUIET_PERFORMANCE_DATA = "-Xlog:perf+memops=off";

    private static final String UTF_8 = """
            case ${LC_ALL:-${LC_CTYPE:-$LANG}} in
                *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) ;;
                *) LC_ALL=C.UTF-8; export LC_ALL ;;
            esac
            """;

    private BootScript() {}

    static String of(LaunchSpec spec) {
        StringBuilder script = new StringBuilder();
        spec.environment().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(variable -> script.append("export ")
                        .append(variable.getKey())
                        .append('=')
                        .append(Posix.quote(variable.getValue()))
                        .append('\n'));
        if (spec.pathEncoding().equalsIgnoreCase("UTF-8")) {
            script.append(UTF_8);
        }
        script.append("directory=").append(Posix.quote(spec.workingDirectory())).append('\n');
        script.append(PREPARE);
        script.append("echo ").append(Posix.quote(PID_MARK)).append("$$ >&2\n");
        script.append("exec ").append(command(spec).stream().map(Posix::quote).collect(Collectors.joining(" ")));
        return script.append('\n').toString();
    }

    private static List<String> command(LaunchSpec spec) {
        List<String> command = new ArrayList<>();
        command.add(spec.java());
        command.addAll(spec.vmArguments());
        if (!command.contains(QUIET_PERFORMANCE_DATA)) {
            command.add(QUIET_PERFORMANCE_DATA);
        }
        if (spec.debuggable()) {
            command.add(spec.virtualThreadsListed() ? JDWP + VIRTUAL_THREADS : JDWP);
        }
        command.add("-javaagent:" + spec.agentJar() + (spec.agentOptions().isEmpty() ? "" : "=" + spec.agentOptions()));
        command.add("-cp");
        command.add(String.join(":", spec.classPath()));
        command.add(spec.mainClass().replace('/', '.'));
        command.addAll(spec.arguments());
        return command;
    }
}
