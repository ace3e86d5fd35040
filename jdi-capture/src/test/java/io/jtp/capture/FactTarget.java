package io.jtp.capture;

import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import io.jtp.capture.TargetJvm.Jdk;
import io.jtp.capture.jdwp.JdwpConnection;
import io.jtp.capture.jdwp.JdwpPipe;
import java.io.IOException;
import java.util.List;

/** A running program of {@link FactPrograms}, and what a debugger has to do with it. */
record FactTarget(TargetJvm jvm, JdwpConnection connection, VirtualMachine vm, JdwpPipe pipe) implements AutoCloseable {

    static FactTarget start(Jdk jdk, String program) throws IOException {
        return start(TargetJvm.start(jdk, FactPrograms.class, program));
    }

    static FactTarget start(Jdk jdk, List<String> options, String program) throws IOException {
        return start(TargetJvm.start(jdk, options, FactPrograms.class.getName(), program));
    }

    private static FactTarget start(TargetJvm jvm) throws IOException {
        try {
            jvm.awaitLine("ready");
            JdwpConnection connection = jvm.connect();
            VirtualMachine vm = TargetJvm.attach(connection);
            return new FactTarget(jvm, connection, vm, JdwpPipe.over(connection));
        } catch (IOException | RuntimeException | Error e) {
            jvm.close();
            throw e;
        }
    }

    /** {@return the main thread, which stands in {@link FactPrograms#stop}} */
    ThreadReference stop() throws InterruptedException {
        Stop stop = Stop.at(vm, FactPrograms.class, "stop");
        jvm.println("");
        return stop.await();
    }

    ThreadReference main() {
        return vm.allThreads().stream()
                .filter(thread -> thread.name().equals("main"))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        jvm.close();
    }
}
