package io.jtp.resume;

import io.jtp.snapshot.Wire;
import io.jtp.snapshot.Wire.Kind;
import io.jtp.snapshot.Wire.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Properties;

/**
 * Runs in the destination's JVM before the program's main class: takes a cargo from its {@link Line}, rebuilds in this JVM what is in
 * it, and lets the program go on when the tool says so. See {@link Wire} for the conversation, {@link AgentOptions} for the options.
 *
 * <p>Until GO, what fails ends the JVM with exit code {@value #FAILED}; the tool gets the reason as FAILED, see {@link #fail}.
 */
public final class Agent {

    /** Exit code of a JVM in which nothing of the program has run. */
    static final int FAILED = 70;

    private Agent() {}

    /**
     * Called by the JVM on the main thread.
     *
     * @param arguments see {@link AgentOptions}
     */
    public static void premain(String arguments, Instrumentation instrumentation) {
        Line line = Line.standard();
        try {
            AgentOptions options = AgentOptions.parse(arguments);
            Opening.openInternals(instrumentation);
            if (options.detached()) {
                line = Line.detached();
            }
            Restorer.warmUp();
            Wire.send(line.out, new Message(Kind.READY, properties(options)));
            Restorer.restore(line, options, instrumentation);
        } catch (Throwable e) {
            fail(line.out, "the program could not be restored", e);
        }
    }

    private static Map<String, String> properties(AgentOptions options) throws ReflectiveOperationException {
        return Map.of(
                "java.vm.version", System.getProperty("java.vm.version"),
                "java.vm.vendor", System.getProperty("java.vm.vendor"),
                "os.arch", System.getProperty("os.arch"),
                "pid", Long.toString(ProcessHandle.current().pid()),
                "jdwp", options.debug() ? debuggerAddress() : "");
    }

    /** {@return where the JDWP agent listens, {@code host:port}, or nothing if there is none} It has left word of that, as for the Attach API. */
    private static String debuggerAddress() throws ReflectiveOperationException {
        Properties words = (Properties) Internals.getStatic(Class.forName("jdk.internal.vm.VMSupport"), "agentProps");
        return words == null ? "" : words.getProperty("sun.jdwp.listenerAddress", "");
    }

    /**
     * Tells the tool, if it is still there, and ends the JVM at once: no shutdown hook, nothing printed.
     *
     * @param reason the detail {@code message}, with the messages of the problem and its causes behind it
     * @param problem the detail {@code stackTrace}, or null
     */
    static synchronized void fail(OutputStream out, String reason, Throwable problem) {
        try {
            StringBuilder message = new StringBuilder(reason);
            for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
                message.append(": ").append(cause.getMessage() == null ? cause : cause.getMessage());
            }
            StringWriter stackTrace = new StringWriter();
            if (problem != null) {
                problem.printStackTrace(new PrintWriter(stackTrace));
            }
            Map<String, String> details = Map.of("message", message.toString(), "stackTrace", stackTrace.toString());
            Wire.send(out, new Message(Kind.FAILED, details));
        } catch (IOException e) {
            // the tool is gone and needs no answer
        } finally {
            Runtime.getRuntime().halt(FAILED);
        }
    }
}
