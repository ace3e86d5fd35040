package io.jtp.samples.harness;

import com.sun.jdi.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sample that was started for a debugger, stands before its first instruction, and is given all its input. */
final class Debuggee implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("address: (?:.*:)?(\\d+)");

    private final JavaProcess process;
    private final VirtualMachine vm;

    private Debuggee(JavaProcess process, VirtualMachine vm) {
        this.process = process;
        this.vm = vm;
    }

    static Debuggee start(Jdk jdk, Sample sample, Path directory) throws IOException, InterruptedException {
        List<String> options = List.of("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0");
        JavaProcess process = JavaProcess.start(jdk, sample.command(options), directory);
        // held, it reads nothing, and there may be more than a pipe takes
        Thread typing = new Thread(
                () -> {
                    process.type(sample.inputBefore() + sample.inputAfter());
                    process.endInput();
                },
                "input of a debuggee");
        typing.setDaemon(true);
        typing.start();
        process.awaitOutput(text -> ADDRESS.matcher(text).find());
        Matcher address = ADDRESS.matcher(process.output());
        address.find();
        return new Debuggee(
                process,
                PlainDebugger.attach(
                        "com.sun.jdi.SocketAttach", Map.of("hostname", "127.0.0.1", "port", address.group(1))));
    }

    VirtualMachine vm() {
        return vm;
    }

    @Override
    public void close() {
        process.close();
    }
}
