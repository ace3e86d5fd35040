package io.jtp.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.Signal;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A command given to the {@link LoopbackSshServer}, run by {@code sh -c} as sshd would do. */
final class ShellCommand implements Command {
    private static final Logger LOG = LoggerFactory.getLogger(ShellCommand.class);

    private final String line;
    private final Path home;
    private InputStream in;
    private OutputStream out;
    private OutputStream err;
    private ExitCallback exit;
    private Process process;

    ShellCommand(String line, Path home) {
        this.line = line;
        this.home = home;
    }

    @Override
    public void setInputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public void setOutputStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void setErrorStream(OutputStream err) {
        this.err = err;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        this.exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", line).directory(home.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
        process = builder.start();
        environment.addSignalListener(
                (source, signal) -> process.destroyForcibly(), EnumSet.of(Signal.KILL, Signal.TERM, Signal.INT));

        List<Thread> outputs = new ArrayList<>();
        outputs.add(pump("stdout", process.getInputStream(), out));
        outputs.add(pump("stderr", process.getErrorStream(), err));
        pump("stdin", in, process.getOutputStream());
        daemon("exit", () -> {
            try {
                int code = process.waitFor();
                for (Thread output : outputs) {
                    output.join();
                }
                exit.onExit(code);
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void destroy(ChannelSession channel) {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private Thread pump(String name, InputStream from, OutputStream to) {
        return daemon(name, () -> {
            byte[] buffer = new byte[32 * 1024];
            try (to) {
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                    to.write(buffer, 0, n);
                    to.flush();
                }
            } catch (IOException e) {
                // one of the two has gone, which is how a command without interest in its input ends too
                LOG.debug("{} of {}: {}", name, line, e.toString());
            }
        });
    }

    private Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, "ssh command " + process.pid() + " " + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
