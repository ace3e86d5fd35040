package io.jtp.cli;

import static io.jtp.cli.Finding.Subject.MACHINE;

import io.jtp.launch.Destination;
import io.jtp.launch.DestinationAddress;
import io.jtp.launch.LaunchException;
import io.jtp.launch.RemoteJdk;
import io.jtp.launch.SshMeans;
import io.jtp.launch.SshOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What of this machine matters for all moves. */
final class MachineCheck {
    private static final Path PTRACE = Path.of("/proc/sys/kernel/yama/ptrace_scope");
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    /** A heap dump of a program of this size fits; larger ones are rare, and jtp goes elsewhere with them. */
    private static final long DUMP_ROOM = 256L << 20;

    /** What a move leaves for an instant: a snapshot of a hundred thousand objects and the agent. */
    private static final long STATE_ROOM = 64L << 20;

    private final Consumer<Finding> findings;

    MachineCheck(Consumer<Finding> findings) {
        this.findings = findings;
    }

    void run(SshOptions ssh, Directories directories) throws LaunchException, IOException {
        java();
        jdks();
        directory("cache", directories.cache());
        directory("snapshots", directories.state());
        sharedMemory();
        ptrace();
        keys(SshMeans.of(ssh));
    }

    private void java() {
        String java = System.getProperty("java.vm.version") + " in " + System.getProperty("java.home");
        List<String> missing = List.of("jdk.jdi", "jdk.attach").stream()
                .filter(module -> ModuleLayer.boot().findModule(module).isEmpty())
                .toList();
        findings.accept(
                missing.isEmpty()
                        ? Finding.good(MACHINE, "java", "jtp runs on " + java)
                        : Finding.obstacle(
                                MACHINE,
                                "java",
                                java + " lacks " + String.join(" and ", missing),
                                "Run jtp on a whole JDK, 17 or later: put its java first on PATH, or set JAVA_HOME"));
    }

    private void jdks() throws LaunchException {
        try (Destination here = Destination.connect(new DestinationAddress.Local(), SshOptions.ofUser())) {
            List<RemoteJdk> jdks = here.survey().jdks();
            findings.accept(
                    jdks.isEmpty()
                            ? Finding.warning(
                                    MACHINE,
                                    "JDKs",
                                    "none in the usual places",
                                    "Name one by --java when a program is to be moved to local")
                            : Finding.good(MACHINE, "JDKs", describe(jdks)));
        }
    }

    /** {@return them, one on a line} */
    static String describe(List<RemoteJdk> jdks) {
        return jdks.stream().map(RemoteJdk::toString).collect(Collectors.joining("\n"));
    }

    private void directory(String topic, Path directory) throws IOException {
        Path there = directory;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        long room = Files.getFileStore(there).getUsableSpace();
        String text = directory + ", with room for " + Report.size(room);
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            findings.accept(Finding.obstacle(
                    MACHINE,
                    topic,
                    there + " cannot be written to",
                    "Have it writable, or set XDG_CACHE_HOME and XDG_STATE_HOME to directories that are"));
        } else if (room < STATE_ROOM) {
            findings.accept(Finding.warning(MACHINE, topic, text, "Make room there"));
        } else {
            findings.accept(Finding.good(MACHINE, topic, text));
        }
    }

    private void sharedMemory() throws IOException {
        boolean usable = Files.isDirectory(SHARED_MEMORY) && Files.isWritable(SHARED_MEMORY);
        long room = usable ? Files.getFileStore(SHARED_MEMORY).getUsableSpace() : 0;
        findings.accept(
                room >= DUMP_ROOM
                        ? Finding.good(MACHINE, "heap dumps", SHARED_MEMORY + ", with room for " + Report.size(room))
                        : Finding.warning(
                                MACHINE,
                                "heap dumps",
                                (usable ? "little room in " : "there is no ") + SHARED_MEMORY
                                        + ", so those of large programs are written to a disk",
                                "Have it larger, or name another place by --scratch"));
    }

    private void ptrace() throws IOException {
        if (!Files.isReadable(PTRACE)) {
            return;
        }
        String scope = Files.readString(PTRACE).strip();
        boolean free = scope.equals("0") || "root".equals(System.getProperty("user.name"));
        findings.accept(
                free
                        ? Finding.good(
                                MACHINE,
                                "time limits",
                                "what is left of them can be read (ptrace_scope is " + scope + ")")
                        : Finding.warning(
                                MACHINE,
                                "time limits",
                                "threads that sleep or wait with a limit begin anew with it (ptrace_scope is " + scope
                                        + ")",
                                "If that matters: sysctl kernel.yama.ptrace_scope=0"));
    }

    private void keys(SshMeans means) {
        String without = "Programs can be moved to local without any. Make one with ssh-keygen, or start an agent";
        Optional<String> agent = means.agent().isPresent() && means.agent().getAsInt() > 0
                ? Optional.of("an agent with " + Report.count(means.agent().getAsInt(), "key"))
                : Optional.empty();
        if (means.keys().isEmpty() && agent.isEmpty()) {
            String unusable = means.unusable().entrySet().stream()
                    .map(key -> "\n" + key.getKey() + " " + key.getValue())
                    .collect(Collectors.joining());
            findings.accept(Finding.warning(MACHINE, "SSH keys", "none" + unusable, without));
        } else {
            String keys = means.keys().stream().map(Path::toString).collect(Collectors.joining(", "));
            findings.accept(Finding.good(
                    MACHINE,
                    "SSH keys",
                    agent.map(a -> keys.isEmpty() ? a : a + ", " + keys).orElse(keys)));
        }
        if (!means.unreadable().isEmpty()) {
            findings.accept(Finding.obstacle(
                    MACHINE, "SSH files", means.unreadable() + " cannot be read", "Make them readable for you"));
        } else if (means.knownHosts().isEmpty()) {
            findings.accept(Finding.warning(
                    MACHINE,
                    "SSH hosts",
                    "no host key is known",
                    "Connect to a destination by ssh once; it is not needed for local"));
        } else {
            findings.accept(Finding.good(MACHINE, "SSH hosts", "known ones are in " + means.knownHosts()));
        }
    }
}
