package io.jtp.launch;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import io.jtp.snapshot.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** The known host keys, read from files and never written; remembers why a host's key was not accepted, for the message. */
final class CheckedHostKeys implements HostKeyRepository {
    private final HostKeyRepository known;
    private final SshHost host;
    private Optional<String> objection = Optional.empty();

    private CheckedHostKeys(HostKeyRepository known, SshHost host) {
        this.known = known;
        this.host = host;
    }

    /** {@return the keys in the known_hosts files of this host} */
    static CheckedHostKeys of(SshHost host) throws LaunchException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Path file : host.knownHosts()) {
            try {
                if (Files.isRegularFile(file)) {
                    lines.writeBytes(Files.readAllBytes(file));
                    lines.write('\n');
                }
            } catch (IOException e) {
                throw LaunchException.environment("The known host keys in " + file + " cannot be read: " + e, e);
            }
        }
        JSch reader = new JSch();
        try {
            reader.setKnownHosts(new ByteArrayInputStream(lines.toByteArray()));
        } catch (JSchException e) {
            throw LaunchException.environment(
                    "The known host keys in " + host.knownHosts() + " cannot be read: " + e.getMessage(), e);
        }
        return new CheckedHostKeys(reader.getHostKeyRepository(), host);
    }

    /** {@return what to tell the user if a key was not accepted} */
    Optional<String> objection() {
        return objection;
    }

    @Override
    public int check(String name, byte[] key) {
        int answer = known.check(name, key);
        if (answer != OK) {
            objection = Optional.of(answer == CHANGED ? changed(name, key) : unknown(name, key));
        }
        return answer;
    }

    private String unknown(String name, byte[] key) {
        String file = host.knownHosts().isEmpty()
                ? "known_hosts"
                : host.knownHosts().get(0).toString();
        String portOption = host.port() == 22 ? "" : "-p " + host.port() + " ";
        return "The host key of " + name + " is not known: it is " + describe(key) + ".\n"
                + "Nothing was sent to it. If it is the right one (compare it with ssh-keygen -lf on that host), accept it once with\n"
                + "    ssh " + portOption + host.user() + "@" + host.host() + " true\n"
                + "or add it with\n"
                + "    ssh-keyscan " + portOption + host.host() + " >> " + file;
    }

    private String changed(String name, byte[] key) {
        return "The host key of " + name + " has CHANGED: it is now " + describe(key) + ", which is not what "
                + host.knownHosts() + " say.\n"
                + "Either the host was set up anew, or somebody is between you and it. Nothing was sent to it. If its administrator"
                + " confirms the new key, remove the old one with\n"
                + "    ssh-keygen -R " + Posix.quote(name)
                + " -f FILE\nand accept the new one by connecting with ssh";
    }

    private static String describe(byte[] key) {
        ByteBuffer fields = ByteBuffer.wrap(key);
        byte[] type = new byte[Math.min(fields.getInt(), fields.remaining())];
        fields.get(type);
        byte[] digest = Sha256.digest().digest(key);
        return new String(type, StandardCharsets.US_ASCII) + " SHA256:"
                + Base64.getEncoder().withoutPadding().encodeToString(digest);
    }

    /** Not done: the user's files are the user's. */
    @Override
    public void add(HostKey key, UserInfo user) {
        throw new UnsupportedOperationException("known host keys are only read");
    }

    /** Not done: the user's files are the user's. */
    @Override
    public void remove(String name, String type) {
        throw new UnsupportedOperationException("known host keys are only read");
    }

    /** Not done: the user's files are the user's. */
    @Override
    public void remove(String name, String type, byte[] key) {
        throw new UnsupportedOperationException("known host keys are only read");
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return host.knownHosts().toString();
    }

    @Override
    public HostKey[] getHostKey() {
        return known.getHostKey();
    }

    @Override
    public HostKey[] getHostKey(String name, String type) {
        return known.getHostKey(name, type);
    }
}
