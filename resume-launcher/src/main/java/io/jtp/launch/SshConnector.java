package io.jtp.launch;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.SSHAgentConnector;
import com.jcraft.jsch.Session;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens SSH sessions: host key, login, and a message of its own for each way in which that fails. */
final class SshConnector {
    /** For the TCP connection, and then for each answer until the login is through. */
    static final Duration CONNECT_LIMIT = Duration.ofSeconds(15);

    /** While the line is silent the server is asked for a sign of life this often; */
    static final Duration ALIVE_INTERVAL = Duration.ofSeconds(5);

    /** after so many unanswered questions the line is dead. Until then the source stands still, so this is not long; */
    static final int ALIVE_COUNT = 4;

    /** but once the program runs over there, nobody waits, and a network may be away for minutes. */
    static final Duration PATIENT_ALIVE_INTERVAL = Duration.ofSeconds(15);

    static final int PATIENT_ALIVE_COUNT = 20;

    /** Jump hosts behind jump hosts; more is a circle. */
    private static final int MOST_JUMPS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(SshConnector.class);

    private final SshOptions options;
    private final Duration aliveInterval;
    private final List<String> triedKeys = new ArrayList<>();

    SshConnector(SshOptions options, Duration aliveInterval) {
        this.options = options;
        this.aliveInterval = aliveInterval;
    }

    /** {@return open sessions: the destination's last, before it those of the jump hosts it goes through} */
    List<Session> connect(DestinationAddress.Ssh address) throws LaunchException {
        List<Session> sessions = new ArrayList<>();
        try {
            connect(address, sessions, MOST_JUMPS);
            return sessions;
        } catch (LaunchException | RuntimeException e) {
            sessions.forEach(Session::disconnect);
            throw e;
        }
    }

    private void connect(DestinationAddress.Ssh address, List<Session> sessions, int jumpsLeft) throws LaunchException {
        SshHost host = SshHost.of(address, options);
        if (host.jump().isPresent()) {
            if (jumpsLeft == 0) {
                throw LaunchException.usage(
                        "The ProxyJump entries in the SSH configuration for " + address + " go in a circle");
            }
            connect(host.jump().get(), sessions, jumpsLeft - 1);
        }
        triedKeys.clear();
        CheckedHostKeys hostKeys = CheckedHostKeys.of(host);
        try {
            JSch jsch = new JSch();
            jsch.setInstanceLogger(new JschLog());
            jsch.setHostKeyRepository(hostKeys);
            addIdentities(jsch, host);
            Session session = jsch.getSession(host.user(), host.host(), host.port());
            host.alias().ifPresent(session::setHostKeyAlias);
            session.setConfig("StrictHostKeyChecking", "yes");
            session.setConfig("PreferredAuthentications", "publickey");
            session.setDaemonThread(true);
            session.setServerAliveInterval((int) aliveInterval.toMillis());
            session.setServerAliveCountMax(ALIVE_COUNT);
            session.setSocketFactory(new GuardedSockets(CONNECT_LIMIT, () -> silenceLimit(session)));
            if (host.jump().isPresent()) {
                session.setProxy(new JumpProxy(sessions.get(sessions.size() - 1)));
            }
            session.connect((int) CONNECT_LIMIT.toMillis());
            sessions.add(session);
        } catch (JSchException e) {
            throw LaunchException.environment(explain(host, hostKeys, e), e);
        }
    }

    /** {@return after how long without a sign of life a session gives its line up} */
    private static Duration silenceLimit(Session session) {
        return Duration.ofMillis(session.getServerAliveInterval()).multipliedBy(session.getServerAliveCountMax());
    }

    private void addIdentities(JSch jsch, SshHost host) throws JSchException {
        if (options.agentSocket().isPresent() && !host.identitiesOnly()) {
            Path socket = options.agentSocket().get();
            try {
                SSHAgentConnector agent = new SSHAgentConnector(socket);
                jsch.setIdentityRepository(new AgentIdentityRepository(agent));
                triedKeys.add("the keys of the agent at " + socket);
            } catch (AgentProxyException e) {
                LOG.debug("no SSH agent at {}", socket, e);
                triedKeys.add("no key of the agent at " + socket + ", which does not answer");
            }
        }
        for (Path file : host.identities()) {
            if (!Files.exists(file)) {
                continue;
            }
            Optional<String> unusable = unusable(jsch, file);
            if (unusable.isPresent()) {
                triedKeys.add("not " + file + ", which " + unusable.get());
            } else {
                jsch.addIdentity(file.toString());
                triedKeys.add(file.toString());
            }
        }
    }

    /** {@return what is the matter with a private key, as the end of a sentence} Empty if it can be used. */
    static Optional<String> unusable(JSch jsch, Path file) {
        if (!Files.isReadable(file)) {
            return Optional.of("may not be read");
        }
        try {
            KeyPair key = KeyPair.load(jsch, file.toString());
            boolean encrypted = key.isEncrypted();
            key.dispose();
            return encrypted ? Optional.of("has a passphrase (give it to your agent with ssh-add)") : Optional.empty();
        } catch (JSchException e) {
            LOG.debug("the key {} cannot be used", file, e);
            return Optional.of("cannot be read (" + e.getMessage() + ")");
        }
    }

    private String explain(SshHost host, CheckedHostKeys hostKeys, JSchException failure) {
        if (hostKeys.objection().isPresent()) {
            return hostKeys.objection().get();
        }
        String where = host.host() + " port " + host.port();
        String text = String.valueOf(failure.getMessage());
        if (text.startsWith("Auth fail")
                || text.startsWith("Auth cancel")
                || text.contains("Too many authentication")) {
            return "Login as " + host.user() + " at " + where + " was refused. Tried: "
                    + (triedKeys.isEmpty() ? "nothing, as no key was found" : String.join("; ", triedKeys)) + ".\n"
                    + "Passwords are not used. Let a key in with: ssh-copy-id -p " + host.port() + " " + host.user()
                    + "@"
                    + host.host();
        }
        String why = unreachable(failure);
        if (why != null) {
            return "No connection to " + where + ": " + why;
        }
        return "SSH with " + where + " failed: " + text + ". Is it an SSH server? See what 'ssh -v -p " + host.port()
                + " " + host.user() + "@" + host.host() + "' says";
    }

    /** {@return the reason, or null if the host was reached} */
    private static String unreachable(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof UnknownHostException) {
                return "there is no host of that name. Check its spelling, and the Host entries of your SSH"
                        + " configuration";
            }
            if (e instanceof NoRouteToHostException) {
                return "no route leads there (" + e.getMessage() + "). Check network and address";
            }
            if (e instanceof ConnectException) {
                return e.getMessage() + ". Nothing listens there: is the SSH server running, and is it this port?";
            }
            if (e instanceof SocketTimeoutException
                    || String.valueOf(e.getMessage()).startsWith("timeout:")) {
                return "no answer within " + CONNECT_LIMIT.toSeconds()
                        + " s. Is the host up, and does a firewall let you through?";
            }
        }
        return null;
    }
}
