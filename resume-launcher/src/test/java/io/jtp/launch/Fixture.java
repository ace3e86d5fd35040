package io.jtp.launch;

import io.jtp.resume.ObjectLayout;
import io.jtp.snapshot.Cargo;
import io.jtp.snapshot.HeapBlock;
import io.jtp.snapshot.IdentityHashes;
import io.jtp.snapshot.Morphs;
import io.jtp.snapshot.NamedObject;
import io.jtp.snapshot.Origin;
import io.jtp.snapshot.PackedFile;
import io.jtp.snapshot.Program;
import io.jtp.snapshot.Snapshot;
import io.jtp.snapshot.SnapshotFile;
import io.jtp.snapshot.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** What the tests of destinations have in common: an agent jar, a class path, a small cargo. */
final class Fixture {
    static final Duration LIMIT = Duration.ofSeconds(30);

    static final WantedJdk THIS_JDK = new WantedJdk(
            System.getProperty("java.vm.version"),
            System.getProperty("java.vm.vendor"),
            Optional.of(System.getProperty("java.home")));

    private Fixture() {}

    /** {@return a jar that makes {@link FakeAgent} the agent} */
    static Path agentJar(Path directory) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", FakeAgent.class.getName());
        Path jar = directory.resolve("jtp-agent.jar");
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        return jar;
    }

    static List<PackedFile> packed(List<Path> classPath) {
        return classPath.stream().map(PackedFile::of).toList();
    }

    /** {@return where the fake agent and the program are, and all that they need} */
    static List<Path> classPath() throws Exception {
        List<Path> entries = new ArrayList<>();
        for (Class<?> type : List.of(
                FakeAgent.class,
                Wire.class,
                com.esotericsoftware.kryo.Kryo.class,
                Class.forName("org.objenesis.Objenesis"),
                Class.forName("com.esotericsoftware.minlog.Log"),
                Class.forName("com.esotericsoftware.reflectasm.AccessClassLoader"))) {
            entries.add(Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI()));
        }
        return entries;
    }

    static Cargo cargo() {
        Origin origin = new Origin(
                THIS_JDK.vmVersion(),
                THIS_JDK.vmVendor(),
                "amd64",
                ObjectLayout.HERE,
                List.of(),
                false,
                false,
                "",
                "io/jtp/launch/EchoProgram",
                List.of(),
                0,
                List.of(),
                "/",
                Map.of(),
                1,
                System.currentTimeMillis(),
                System.nanoTime());
        Program program = new Program(
                origin,
                List.of(),
                List.of(),
                List.of(),
                new IdentityHashes(new int[0], new int[0]),
                List.of(),
                List.of());
        HeapBlock strings = new HeapBlock.Named(
                1, List.of(new NamedObject.InternedString("one"), new NamedObject.InternedString("two")));
        return new Cargo(new Snapshot(program, List.of(strings)), new Morphs(List.of(), List.of()));
    }

    static LaunchSpec spec(String java, PlacedFiles files, Path directory, List<String> vmArguments) {
        return new LaunchSpec(
                java,
                vmArguments,
                true,
                false,
                "",
                "io/jtp/launch/EchoProgram",
                List.of(),
                List.of(),
                files.classPath(),
                directory.toString(),
                files.agentJar(),
                "",
                Map.of(),
                "UTF-8",
                Optional.empty());
    }

    /** Waits for a process of this machine to be gone, and fails if it is not in time. */
    static void assertGone(long pid) throws Exception {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            process.get().onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** {@return the bytes that this cargo takes} */
    static long sizeOf(Cargo cargo) throws IOException {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        SnapshotFile.write(bytes, cargo);
        return bytes.size();
    }
}
