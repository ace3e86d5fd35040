package io.jtp.capture;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The JVMs on this machine. Where the operating system tells what processes have loaded (Linux), only those with a JDWP agent are asked
 * for anything: to be asked starts a thread in a JVM.
 */
public final class JavaProcesses {
    private static final Path PROC = Path.of("/proc");
    private static final Path SELF = PROC.resolve("self");

    private static final int AT_ONCE = 16;

    /** A JVM answers in milliseconds; one that is stopped lets whoever asks wait for ever. */
    private static final long PATIENCE_SECONDS = 5;

    private JavaProcesses() {}

    /** {@return all that this user may see, but for this one, by pid} */
    public static List<JavaProcess> list() throws InterruptedException {
        long self = ProcessHandle.current().pid();
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE, work -> {
            Thread thread = new Thread(work, "jtp ps");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<Optional<JavaProcess>>> looks = new ArrayList<>();
            if (Files.isDirectory(SELF)) {
                for (ProcessHandle each : ProcessHandle.allProcesses().sorted().toList()) {
                    if (each.pid() != self) {
                        looks.add(pool.submit(() -> look(each)));
                    }
                }
            } else {
                for (VirtualMachineDescriptor each : VirtualMachine.list()) {
                    if (!each.id().equals(Long.toString(self))) {
                        looks.add(pool.submit(() -> ask(each)));
                    }
                }
            }
            List<JavaProcess> found = new ArrayList<>();
            for (Future<Optional<JavaProcess>> look : looks) {
                look.get().ifPresent(found::add);
            }
            return found;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a process could not be looked at", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static Optional<JavaProcess> look(ProcessHandle process) {
        Path directory = PROC.resolve(Long.toString(process.pid()));
        String user = process.info().user().orElse("");
        try {
            List<String> words = words(directory);
            String maps;
            try {
                maps = Files.readString(directory.resolve("maps"), StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                // another user's: its name is all that shows what it may be
                boolean java =
                        Files.readString(directory.resolve("comm")).strip().equals("java");
                return java
                        ? Optional.of(described(process.pid(), user, words, "", otherUser(user)))
                        : Optional.empty();
            }
            Optional<String> jvm = mapped(maps, "/libjvm.so");
            if (jvm.isEmpty()) {
                return Optional.empty();
            }
            String jdk = release(directory, Path.of(jvm.get()));
            Optional<Impediment> impediment = impediment(process, directory, user, words, maps);
            return Optional.of(
                    impediment.isPresent()
                            ? described(process.pid(), user, words, jdk, impediment)
                            : asked(process.pid(), user, words, jdk));
        } catch (IOException e) {
            // it has ended
            return Optional.empty();
        }
    }

    /** {@return what can be told without asking its JVM} */
    private static Optional<Impediment> impediment(
            ProcessHandle process, Path directory, String user, List<String> words, String maps) throws IOException {
        if (!user.equals(ProcessHandle.current().info().user().orElse(""))) {
            return otherUser(user);
        }
        for (String namespace : List.of("ns/net", "ns/pid")) {
            if (!Files.readSymbolicLink(directory.resolve(namespace))
                    .equals(Files.readSymbolicLink(SELF.resolve(namespace)))) {
                return Optional.of(Impediment.CONTAINER);
            }
        }
        if (mapped(maps, "/libjdwp.so").isEmpty()) {
            return Optional.of(Impediment.NO_AGENT);
        }
        // one that is asked nevertheless prints its threads
        return words.contains("-XX:+DisableAttachMechanism") ? Optional.of(Impediment.NO_ATTACH) : Optional.empty();
    }

    private static Optional<Impediment> otherUser(String user) {
        return Optional.of(Impediment.otherUser(user.isEmpty() ? "another user" : user));
    }

    private static JavaProcess described(
            long pid, String user, List<String> words, String jdk, Optional<Impediment> impediment) {
        return new JavaProcess(pid, user, main(words), jdk, Optional.empty(), impediment);
    }

    private static JavaProcess asked(long pid, String user, List<String> words, String jdk) {
        FutureTask<JvmProcess> answer = new FutureTask<>(() -> JvmProcess.undisturbed(pid));
        Thread asking = new Thread(answer, "jtp ps " + pid);
        asking.setDaemon(true);
        asking.start();
        String silence;
        try {
            JvmProcess process = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return new JavaProcess(
                    pid, user, main(words), jdk, process.address().map(JdwpAddress::toString), process.impediment());
        } catch (TimeoutException e) {
            silence = "It may be stopped (SIGSTOP), or very busy. Let it go on, and try again";
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TargetException)) {
                throw new IllegalStateException("process " + pid + " could not be asked", e.getCause());
            }
            silence = e.getCause().getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            silence = "jtp was interrupted";
        }
        Impediment silent = new Impediment(Impediment.Kind.SILENT, "cannot be asked", silence);
        return described(pid, user, words, jdk, Optional.of(silent));
    }

    /** Where the operating system does not tell. */
    private static Optional<JavaProcess> ask(VirtualMachineDescriptor jvm) {
        long pid = Long.parseLong(jvm.id());
        String user =
                ProcessHandle.of(pid).flatMap(process -> process.info().user()).orElse("");
        String main = jvm.displayName().split(" ", 2)[0];
        JavaProcess asked = asked(pid, user, List.of("java", main), "");
        return Optional.of(asked);
    }

    private static List<String> words(Path directory) throws IOException {
        return Arrays.asList(Files.readString(directory.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                .split("\0"));
    }

    /** {@return what was given to a java command, or the name of another launcher} */
    private static String main(List<String> words) {
        String main = JavaArguments.of(words.subList(1, words.size())).main();
        Path launcher = Path.of(words.get(0)).getFileName();
        return launcher != null && launcher.toString().equals("java") ? main : String.valueOf(launcher);
    }

    /** {@return the path of a file that is mapped} @param name how it ends */
    private static Optional<String> mapped(String maps, String name) {
        try (Stream<String> lines = maps.lines()) {
            return lines.filter(line -> line.endsWith(name) && line.contains(" /"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(" /") + 1));
        }
    }

    /** {@return what the JDK around a libjvm.so says, as that process sees it} */
    private static String release(Path directory, Path jvm) {
        Path home = jvm.getParent().getParent().getParent();
        Path file = directory.resolve("root" + home.resolve("release"));
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(Files.readString(file)));
            return properties.getProperty("JAVA_VERSION", "").replace("\"", "");
        } catch (IOException e) {
            // a runtime that does not say so
            return "";
        }
    }
}
