package io.jtp.samples.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** A Slurm of one node, this machine, with daemons of its own. Root alone can start it. */
public final class Slurm implements AutoCloseable {
    private static final Path CONTROLLER = Path.of("/usr/sbin/slurmctld");
    private static final Path NODE = Path.of("/usr/sbin/slurmd");
    private static final Path MUNGE = Path.of("/usr/sbin/munged");

    private final Path directory;
    private final String node;
    private final List<JavaProcess> daemons = new ArrayList<>();

    private Slurm(Path directory, String node) {
        this.directory = directory;
        this.node = node;
    }

    /** {@return whether it can be started} It is installed, as Debian has it. */
    public static boolean isInstalled() {
        return System.getProperty("user.name").equals("root")
                && Stream.of(CONTROLLER, NODE, MUNGE).allMatch(Files::isExecutable);
    }

    /** @param directory exists, for all its files */
    public static Slurm start(Path directory) throws IOException, InterruptedException {
        Slurm slurm = new Slurm(directory, hostName(directory));
        try {
            slurm.configure();
            slurm.daemon("Created 2 work threads", MUNGE, slurm.mungeOptions());
            slurm.daemon("Running as primary controller", CONTROLLER, List.of("-D", "-v"));
            slurm.daemon("slurmd started", NODE, List.of("-D", "-N", slurm.node));
            return slurm;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            slurm.close();
            throw e;
        }
    }

    /** As Slurm takes it. */
    private static String hostName(Path directory) throws IOException, InterruptedException {
        try (JavaProcess name = JavaProcess.start(List.of("hostname", "-s"), directory)) {
            return name.awaitEnd().out().strip();
        }
    }

    private void configure() throws IOException {
        Files.createDirectory(directory.resolve("state"));
        Files.createDirectory(directory.resolve("spool"));
        byte[] key = new byte[1024];
        new SecureRandom().nextBytes(key);
        Files.write(directory.resolve("key"), key);
        Files.setPosixFilePermissions(directory.resolve("key"), PosixFilePermissions.fromString("r--------"));
        List<Integer> ports = freePorts(2);
        Files.writeString(
                directory.resolve("slurm.conf"),
                String.join(
                        "\n",
                        "ClusterName=jtp",
                        "SlurmctldHost=" + node + "(127.0.0.1)",
                        "SlurmctldPort=" + ports.get(0),
                        "SlurmdPort=" + ports.get(1),
                        "AuthType=auth/munge",
                        "AuthInfo=socket=" + directory.resolve("munge.socket"),
                        "SlurmUser=root",
                        "StateSaveLocation=" + directory.resolve("state"),
                        "SlurmdSpoolDir=" + directory.resolve("spool"),
                        "SlurmctldPidFile=" + directory.resolve("slurmctld.pid"),
                        "SlurmdPidFile=" + directory.resolve("slurmd.pid"),
                        "ProctrackType=proctrack/linuxproc",
                        "TaskPlugin=task/none",
                        "ReturnToService=2",
                        "NodeName=" + node + " NodeAddr=127.0.0.1 CPUs="
                                + Runtime.getRuntime().availableProcessors() + " RealMemory=500 State=UNKNOWN",
                        "PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP",
                        ""));
        Files.writeString(directory.resolve("cgroup.conf"), "CgroupPlugin=autodetect\nIgnoreSystemd=yes\n");
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket each : held) {
                each.close();
            }
        }
    }

    private List<String> mungeOptions() {
        return List.of(
                "--foreground",
                "--force",
                "--socket=" + directory.resolve("munge.socket"),
                "--key-file=" + directory.resolve("key"),
                "--pid-file=" + directory.resolve("munge.pid"),
                "--seed-file=" + directory.resolve("seed"),
                "--log-file=" + directory.resolve("munge.log"));
    }

    private void daemon(String ready, Path program, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("env", configuration(), program.toString()));
        command.addAll(options);
        JavaProcess daemon = JavaProcess.start(command, directory);
        daemons.add(daemon);
        daemon.awaitErrors(text -> text.contains(ready));
    }

    /** {@return the variable that its commands go by, with its value} */
    public String configuration() {
        return "SLURM_CONF=" + directory.resolve("slurm.conf");
    }

    /** {@return the name of its node} */
    public String node() {
        return node;
    }

    /** {@return what a command of it prints} */
    public String ask(String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("env", configuration()));
        words.addAll(List.of(command));
        try (JavaProcess process = JavaProcess.start(words, directory)) {
            Ending ending = process.awaitEnd();
            if (ending.exitCode() != 0) {
                throw new IOException(process.toString());
            }
            return ending.out();
        }
    }

    @Override
    public void close() {
        Collections.reverse(daemons);
        daemons.forEach(JavaProcess::close);
    }
}
