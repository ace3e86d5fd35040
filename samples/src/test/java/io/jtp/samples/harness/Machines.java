package io.jtp.samples.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two machines, as far as programs can tell: network namespaces with host names and addresses of their own and a cable between them, the second one
 * with an OpenSSH server. They have one file system. Only root on Linux can make them.
 */
public final class Machines implements AutoCloseable {
    public static final String FIRST = "jtp-one";
    public static final String SECOND = "jtp-two";

    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    /** Of the addresses that are set aside for tests of networks (RFC 2544). */
    private static final String FIRST_ADDRESS = "198.18.7.1";

    private static final String SECOND_ADDRESS = "198.18.7.2";

    private final Path directory;
    /** Namespaces belong to the whole system: two builds on it must not share them. */
    private final String mark = "-" + ProcessHandle.current().pid();

    private JavaProcess server;

    private Machines(Path directory) {
        this.directory = directory;
    }

    /** {@return whether they can be made here} Containers may not let even root do so. */
    public static boolean arePossible() throws IOException, InterruptedException {
        if (!System.getProperty("user.name").equals("root")
                || !Files.isExecutable(SSHD)
                || Stream.of("/usr/sbin/ip", "/sbin/ip").map(Path::of).noneMatch(Files::isExecutable)) {
            return false;
        }
        List<String> command = List.of("unshare", "--net", "--uts", "--mount", "true");
        try (JavaProcess process = JavaProcess.start(command, Path.of("/"))) {
            return process.awaitEnd().exitCode() == 0;
        }
    }

    /** @param directory exists, for keys and files of the second machine's server */
    public static Machines start(Path directory) throws IOException, InterruptedException {
        Machines machines = new Machines(directory);
        try {
            machines.connect();
            machines.startServer();
            return machines;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            machines.close();
            throw e;
        }
    }

    private void connect() throws IOException, InterruptedException {
        run("ip", "netns", "add", FIRST + mark);
        run("ip", "netns", "add", SECOND + mark);
        // the name of a network device is at most 15 characters long, and these are in namespaces of their own
        run(
                "ip",
                "-n",
                FIRST + mark,
                "link",
                "add",
                "cable",
                "type",
                "veth",
                "peer",
                "name",
                "cable",
                "netns",
                SECOND + mark);
        plug(FIRST, FIRST_ADDRESS);
        plug(SECOND, SECOND_ADDRESS);
    }

    private void plug(String machine, String address) throws IOException, InterruptedException {
        run("ip", "-n", machine + mark, "address", "add", address + "/24", "dev", "cable");
        run("ip", "-n", machine + mark, "link", "set", "lo", "up");
        run("ip", "-n", machine + mark, "link", "set", "cable", "up");
    }

    private void startServer() throws IOException, InterruptedException {
        for (String name : List.of("host_key", "id_ed25519")) {
            run(
                    "ssh-keygen",
                    "-q",
                    "-t",
                    "ed25519",
                    "-N",
                    "",
                    "-f",
                    directory.resolve(name).toString());
        }
        Files.createDirectories(Path.of("/run/sshd"));
        Path config = Files.writeString(directory.resolve("sshd_config"), """
                ListenAddress %s:22
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                UsePAM no
                StrictModes no
                PermitRootLogin yes
                PasswordAuthentication no
                SetEnv XDG_CACHE_HOME=%s XDG_STATE_HOME=%s
                """.formatted(
                        SECOND_ADDRESS,
                        directory.resolve("host_key"),
                        directory.resolve("id_ed25519.pub"),
                        directory.resolve("cache"),
                        directory.resolve("state")));
        server =
                JavaProcess.start(on(SECOND, List.of(SSHD.toString(), "-D", "-e", "-f", config.toString())), directory);
        server.awaitErrors(text -> text.contains("Server listening"));
    }

    /** {@return words that run a command on one of them, in the process that is started} */
    public List<String> on(String machine, List<String> command) {
        List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", machine + mark, "unshare", "--uts"));
        words.addAll(List.of("sh", "-c", "hostname " + machine + " && exec \"$@\"", "sh"));
        words.addAll(command);
        return words;
    }

    /** {@return what to say after {@code --to} on the first one for the second one} */
    public String address() {
        return System.getProperty("user.name") + "@" + SECOND_ADDRESS;
    }

    /** {@return the key that the second one lets in} */
    public Path identity() {
        return directory.resolve("id_ed25519");
    }

    /** {@return lines for {@code known_hosts}} */
    public String knownHosts() throws IOException {
        return SECOND_ADDRESS + " " + Files.readString(directory.resolve("host_key.pub"));
    }

    /** From now on the first one's operating system takes no more than this of what nobody has received, for each connection made later. */
    public void limitUnreceived(int bytes) throws IOException, InterruptedException {
        run("ip", "netns", "exec", FIRST + mark, "sysctl", "-w", "net.ipv4.tcp_wmem=4096 " + bytes + " " + bytes);
    }

    /** Pulls the cable. */
    public void cut() throws IOException, InterruptedException {
        run("ip", "-n", FIRST + mark, "link", "set", "cable", "down");
    }

    private void run(String... command) throws IOException, InterruptedException {
        try (JavaProcess process = JavaProcess.start(List.of(command), directory)) {
            if (process.awaitEnd().exitCode() != 0) {
                throw new IOException(process.toString());
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (server != null) {
            server.handle().descendants().forEach(ProcessHandle::destroyForcibly);
            server.close();
        }
        try {
            for (String machine : List.of(FIRST, SECOND)) {
                if (Files.exists(Path.of("/run/netns", machine + mark))) {
                    run("ip", "netns", "delete", machine + mark);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while network namespaces were deleted", e);
        }
    }
}
