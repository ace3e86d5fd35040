package io.jtp.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The script that turns into the destination JVM. */
final class BootScript {
    /** The line on standard error by which the script tells its process id, which the JVM inherits. */
    static final String PID_MARK = "jtp-pid ";

    /** The same for the directory with the files of a program that is detached. */
    static final String DIRECTORY_MARK = "jtp-dir ";

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
        String command = command(spec).stream().map(Posix::quote).collect(Collectors.joining(" "));
        if (spec.detached().isPresent()) {
            return script.append(detached(spec.detached().get(), command)).toString();
        }
        script.append("echo ").append(Posix.quote(PID_MARK)).append("$$ >&2\n");
        return script.append("exec ").append(command).append('\n').toString();
    }

    /**
     * A session of its own, so that nothing that happens to this one ends the program. Its shell stays for the exit code, and the script for
     * the line on which tool and agent talk: descriptors 3 and 4.
     */
    private static String detached(Detachment detachment, String command) {
        String make = detachment.input() ? ": > starting && mkfifo in end" : ": > starting";
        return DetachedPrograms.directory(detachment.id())
                + "make() { " + make + "; }\n"
                + """
                (umask 077 && mkdir -p "${kept%/*}" && mkdir "$kept" && cd "$kept" && : > out && : > err && make) || {
                    echo "jtp: the directory $kept for the program's streams cannot be made" >&2
                    exit 1
                }
                """
                + "echo " + Posix.quote(DIRECTORY_MARK) + "\"$kept\" >&2\n"
                + "exec 3<&0 4>&1\n"
                + "if command -v setsid >/dev/null 2>&1; then session=setsid; else session=; trap '' HUP; fi\n"
                + "$session /bin/sh -c " + Posix.quote(KEEPER) + " \"$kept\" " + command + '\n'
                + "exit $?\n";
    }

    /**
     * The program's JVM as a child process, and what is left of it in the end: its exit code, or nothing if it never went on. Between those who
     * write to its standard input somebody has to keep that open: a process that opens another FIFO, which lasts until somebody else does.
     */
    private static final String KEEPER = """
            holder=
            if [ -p "$0/in" ]; then
                { : <"$0/end"; } 9<>"$0/in" </dev/null >/dev/null 2>&1 3>&- 4>&- &
                holder=$!
            fi
            """ + "/bin/sh -c " + Posix.quote("""
            (umask 077; echo $$ > "$0/pid")
            echo "jtp-pid $$" >&2
            input=/dev/null
            [ ! -p "$0/in" ] || input=$0/in
            exec "$@" <"$input" >>"$0/out" 2>>"$0/err"
            """) + """
             "$0" "$@"
            code=$?
            trap '' PIPE
            if [ -p "$0/end" ]; then
                : <>"$0/end"
                rm -f "$0/in" "$0/end"
            elif [ "$holder" ]; then
                # somebody has removed the directory, and nobody can open that any more
                kill "$holder" 2>/dev/null
            fi
            if [ -e "$0/starting" ]; then
                cat "$0/out" "$0/err" >&2
                rm -rf "$0"
            else
                (umask 077; echo $code > "$0/exit.new" && mv "$0/exit.new" "$0/exit")
            fi
            exit $code
            """;

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
        if (!spec.modulePath().isEmpty()) {
            command.add("--module-path");
            command.add(String.join(":", spec.modulePath()));
        }
        if (spec.mainModule().isEmpty() || !spec.classPath().isEmpty()) {
            command.add("-cp");
            command.add(String.join(":", spec.classPath()));
        }
        String mainClass = spec.mainClass().replace('/', '.');
        if (spec.mainModule().isEmpty()) {
            command.add(mainClass);
        } else {
            command.add("--module");
            command.add(spec.mainModule() + "/" + mainClass);
        }
        command.addAll(spec.arguments());
        return command;
    }
}
