package io.jtp.launch;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands over one SSH session, each in a channel of its own. */
final class SshShell implements Shell {
    private static final Logger LOG = LoggerFactory.getLogger(SshShell.class);

    /** The destination's last, before it those of the jump hosts. */
    private final List<Session> sessions;

    private final Session session;
    private final String name;

    /** @param sessions as {@link SshConnector#connect} returns them */
    SshShell(List<Session> sessions, String name) {
        this.sessions = sessions;
        this.session = sessions.get(sessions.size() - 1);
        this.name = name;
    }

    @Override
    public RunningCommand start(String script, OutputStream output, OutputStream errors) throws LaunchException {
        byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
        try {
            ChannelExec channel = (ChannelExec) session.openChannel("exec");
            Command command = new Command(channel, name);
            channel.setCommand(Shell.bootstrap(bytes));
            channel.setOutputStream(output);
            channel.setErrStream(command.closing(errors));
            OutputStream stdin = channel.getOutputStream();
            command.stdin = stdin;
            channel.connect((int) SshConnector.CONNECT_LIMIT.toMillis());
            stdin.write(bytes);
            stdin.flush();
            return command;
        } catch (JSchException | IOException e) {
            throw LaunchException.environment(
                    session.isConnected()
                            ? "The SSH server of " + name + " does not run commands: " + e.getMessage()
                            : "The SSH connection to " + name + " was lost: " + e.getMessage(),
                    e);
        }
    }

    @Override
    public void bePatient() {
        try {
            for (Session each : sessions) {
                each.setServerAliveCountMax(SshConnector.PATIENT_ALIVE_COUNT);
                each.setServerAliveInterval((int) SshConnector.PATIENT_ALIVE_INTERVAL.toMillis());
            }
        } catch (JSchException e) {
            LOG.debug("the connection to {} is lost already", name, e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    private static final class Command implements RunningCommand {
        private final ChannelExec channel;
        private final String name;
        private final CountDownLatch ended = new CountDownLatch(1);
        private OutputStream stdin;

        Command(ChannelExec channel, String name) {
            this.channel = channel;
            this.name = name;
        }

        /** JSch closes the sink of standard error last, when exit status and all output are there: the signal to wait for. */
        OutputStream closing(OutputStream errors) {
            return new FilterOutputStream(errors) {
                @Override
                public void write(byte[] bytes, int offset, int count) throws IOException {
                    out.write(bytes, offset, count);
                }

                @Override
                public void close() throws IOException {
                    try {
                        out.close();
                    } finally {
                        ended.countDown();
                    }
                }
            };
        }

        @Override
        public OutputStream stdin() {
            return stdin;
        }

        @Override
        public Optional<Ending> await(Duration limit) throws InterruptedException {
            if (!ended.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                return Optional.empty();
            }
            String signal = channel.getExitSignal();
            if (signal != null) {
                return Optional.of(new Ending.Exited(Posix.exitCodeOfSignal(signal)));
            }
            int status = channel.getExitStatus();
            return Optional.of(
                    status >= 0
                            ? new Ending.Exited(status)
                            : new Ending.Lost("The SSH connection to " + name + " was lost"));
        }

        @Override
        public void abandon() {
            channel.disconnect();
        }

        @Override
        public void release() {
            channel.disconnect();
        }
    }
}
