package io.jtp.samples.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.cli.Main;
import io.jtp.samples.harness.Ending;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Lab;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** {@code jtp batch} and {@code jtp evacuate}, with workers on all JDKs. */
@Isolated("it changes the user's keys, looks for processes, and needs the processors for itself")
class BatchTest {
    private static final int MANY = 20;
    private static final int KILLS = 3;

    /** How long it may take until a process that is on its way to its end is gone. */
    private static final long END_SECONDS = 20;

    private static final Pattern DETACHED = Pattern.compile("\"detached\": \"(\\w+)\"");

    @TempDir
    private Path directory;

    /** On the command line of all workers, wherever they are. */
    private final String mark = "-Djtp.test.mark=" + UUID.randomUUID();

    private final List<JavaProcess> workers = new ArrayList<>();
    private Lab lab;
    private Path jar;
    private Path signal;
    private Path results;

    @BeforeEach
    void start() throws Exception {
        lab = Lab.start(directory);
        jar = workerJar(lab.work().toRealPath().resolve("worker.jar"));
        signal = lab.work().resolve("signal");
        results = lab.work().resolve("results");
    }

    @AfterEach
    void stop() throws Exception {
        workers.forEach(JavaProcess::close);
        lab.close();
        for (ProcessHandle left : marked()) {
            left.destroyForcibly();
        }
    }

    @Test
    void a_batch_that_is_killed_three_times_moves_each_program_once() throws Exception {
        long seed = Long.getLong("jtp.test.seed", new Random().nextLong());
        Random random = new Random(seed);
        startWorkers(MANY);
        Path plan = plan("concurrency: 4", "until: ended", "wait: 60s");
        List<String> sessions = new ArrayList<>();
        for (int i = 0; i < KILLS; i++) {
            try (JavaProcess batch = batch(plan)) {
                int lines = 1 + (i == 0 ? MANY : 0) + random.nextInt(MANY / 2);
                batch.awaitOutput(text -> text.lines().count() >= lines);
                batch.kill();
                batch.awaitEnd();
                sessions.add(batch.toString());
            }
        }
        try (JavaProcess batch = batch(plan)) {
            awaitJournal(journal -> count(journal, "moved") == MANY, batch);
            Files.createFile(signal);
            Ending ending = batch.awaitEnd();
            assertThat(ending.exitCode()).as("seed %d\n%s", seed, batch).isZero();
        }
        for (int i = 0; i < MANY; i++) {
            assertThat(workers.get(i).awaitEnd())
                    .as("seed %d, worker %d\n%s\n%s", seed, i, String.join("\n", sessions), journal())
                    .isEqualTo(new Ending(Worker.output(i), "", Worker.exitCode(i)));
        }
        assertThat(Files.readAllLines(results))
                .as("each ended once, seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, MANY).mapToObj(Integer::toString).toList());
        String journal = journal();
        assertThat(count(journal, "started")).as(journal).isEqualTo(MANY);
        assertThat(count(journal, "ended")).isEqualTo(MANY);
        assertThat(count(journal, "resumed")).isEqualTo(KILLS);
        for (Route route : Route.values()) {
            assertThat(journal.lines().filter(line -> line.contains("\"to\": \"" + lab.address(route) + "\"")))
                    .as("programs that went to each destination")
                    .hasSize(MANY / Route.values().length);
        }
        assertNothingIsLeft();
        // started once more it only says what has been done
        try (JavaProcess batch = batch(plan)) {
            assertThat(batch.awaitEnd().exitCode()).isZero();
            assertThat(batch.output()).contains("\"moved\": " + MANY);
        }
    }

    @Test
    void the_sample_plan_moves_what_it_names_and_tries_again_elsewhere() throws Exception {
        startWorkers(1);
        String text = Files.readString(Path.of("batch", "plan.yaml"))
                .replace("com.example.Worker.nextJob", Worker.class.getName() + ".nextRound")
                .replace("com.example.Worker", "'" + jar + "'")
                .replace("user@host1", "nobody@127.0.0.1:1")
                .replace("user@host2", "local")
                .replace("after: 5s", "after: 100ms");
        Path plan = Files.writeString(directory.resolve("plan.yaml"), text);
        try (JavaProcess batch = batch(plan)) {
            assertThat(batch.awaitEnd().exitCode()).as("%s", batch).isZero();
            assertThat(count(batch.output(), "started")).as("%s", batch).isEqualTo(2);
            assertThat(count(batch.output(), "failed")).isEqualTo(1);
        }
        long pid = workers.get(0).pid();
        assertThat(directory.resolve("moves.log"))
                .hasContent(jar + " in process " + pid + " is going to be moved\n" + jar + " in process " + pid
                        + " is moved, local");
        Files.createFile(signal);
        assertThat(workers.get(0).awaitEnd()).isEqualTo(new Ending(Worker.output(0), "", Worker.exitCode(0)));
    }

    @Test
    void what_cannot_be_moved_is_said_and_runs_on() throws Exception {
        startWorkers(2);
        Path plan = Files.writeString(directory.resolve("plan.yaml"), """
                targets:
                  - main: '%s'
                    at: %s.report
                    wait: 100ms
                destinations:
                  - to: local
                    room: 1
                concurrency: 1
                """.formatted(jar, Worker.class.getName()));
        try (JavaProcess batch = batch(plan)) {
            assertThat(batch.awaitEnd().exitCode()).as("%s", batch).isEqualTo(3);
            assertThat(count(batch.output(), "refused")).isEqualTo(2);
        }
        Files.createFile(signal);
        for (int i = 0; i < 2; i++) {
            assertThat(workers.get(i).awaitEnd()).isEqualTo(new Ending(Worker.output(i), "", Worker.exitCode(i)));
        }
    }

    @Test
    void a_rehearsal_leaves_all_programs_where_they_are() throws Exception {
        startWorkers(1);
        Path plan = plan();
        try (JavaProcess batch = jtp("batch", plan.toString(), "--dry-run", "--json")) {
            assertThat(batch.awaitEnd().exitCode()).as("%s", batch).isZero();
            assertThat(batch.output()).contains("\"outcome\": \"dry-run\"");
        }
        Files.createFile(signal);
        assertThat(workers.get(0).awaitEnd()).isEqualTo(new Ending(Worker.output(0), "", Worker.exitCode(0)));
    }

    @Test
    void evacuated_programs_go_on_without_this_machine() throws Exception {
        startWorkers(2);
        String output;
        try (JavaProcess evacuation = jtp(
                "evacuate", "--to", lab.address(Route.SSH), "--only", jar.toString(), "--deadline", "1m", "--json")) {
            assertThat(evacuation.awaitEnd().exitCode()).as("%s", evacuation).isZero();
            output = evacuation.output();
        }
        for (int i = 0; i < 2; i++) {
            assertThat(workers.get(i).awaitEnd()).isEqualTo(new Ending("worker " + i + " begins\n", "", 128 + 15));
        }
        List<String> ids =
                DETACHED.matcher(output).results().map(match -> match.group(1)).toList();
        assertThat(ids).as(output).hasSize(2);
        List<JavaProcess> followers = new ArrayList<>();
        for (String id : ids) {
            followers.add(jtp("logs", id, "-f"));
        }
        Files.createFile(signal);
        List<Ending> endings = new ArrayList<>();
        for (JavaProcess follower : followers) {
            try (follower) {
                endings.add(follower.awaitEnd());
            }
        }
        assertThat(endings)
                .containsExactlyInAnyOrder(
                        new Ending(afterwards(0), "", Worker.exitCode(0)),
                        new Ending(afterwards(1), "", Worker.exitCode(1)));
        assertNothingIsLeft();
    }

    @Test
    void a_detached_program_can_be_stopped() throws Exception {
        for (Route route : Route.values()) {
            startWorkers(1);
            JavaProcess worker = workers.remove(0);
            String id;
            try (worker;
                    JavaProcess attach =
                            jtp("attach", "" + worker.pid(), "--to", lab.address(route), "--detach", "--json")) {
                assertThat(attach.awaitEnd().exitCode()).as("%s", attach).isZero();
                assertThat(worker.awaitEnd().exitCode()).isEqualTo(128 + 15);
                Matcher detached = DETACHED.matcher(attach.output());
                assertThat(detached.find()).isTrue();
                id = detached.group(1);
            }
            assertThat(marked()).as("it goes on without jtp").hasSize(1);
            try (JavaProcess stop = jtp("stop", id)) {
                Ending ending = stop.awaitEnd();
                assertThat(ending.exitCode()).as("%s", stop).isZero();
                assertThat(ending.err()).contains("ended with exit code 143");
            }
            assertNothingIsLeft();
        }
    }

    private static String afterwards(int number) {
        return Worker.output(number).lines().skip(1).toList().get(0) + "\n";
    }

    private void startWorkers(int count) throws Exception {
        List<Jdk> jdks = Jdk.all();
        for (int i = 0; i < count; i++) {
            workers.add(JavaProcess.start(
                    jdks.get(i % jdks.size()),
                    List.of(
                            "-Xmx24m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            mark,
                            Mover.JDWP,
                            "-jar",
                            jar.toString(),
                            "" + i,
                            signal.toString(),
                            results.toString()),
                    lab.work()));
        }
        for (JavaProcess worker : workers) {
            worker.awaitOutput(text -> text.contains("begins"));
        }
    }

    private Path plan(String... settings) throws IOException {
        StringBuilder plan = new StringBuilder("targets:\n");
        plan.append("  - main: '").append(jar).append("'\n");
        plan.append("destinations:\n");
        for (Route route : Route.values()) {
            plan.append("  - ").append(lab.address(route)).append('\n');
        }
        for (String each : settings) {
            plan.append(each).append('\n');
        }
        return Files.writeString(directory.resolve("plan.yaml"), plan);
    }

    private JavaProcess batch(Path plan) throws IOException {
        return jtp(
                "batch",
                plan.toString(),
                "--journal",
                directory.resolve("journal").toString(),
                "--json");
    }

    private JavaProcess jtp(String... arguments) throws IOException {
        return JavaProcess.startHere(Main.class, List.of(), List.of(arguments), directory);
    }

    private String journal() throws IOException {
        return Files.readString(directory.resolve("journal"));
    }

    /** What is in the journal is what the batch prints; but this one has been begun by others. */
    private void awaitJournal(java.util.function.Predicate<String> condition, JavaProcess batch) throws Exception {
        while (!condition.test(journal())) {
            int lines = (int) batch.output().lines().count();
            batch.awaitOutput(text -> text.lines().count() > lines);
        }
    }

    private static int count(String events, String kind) {
        return (int) events.lines()
                .filter(line -> line.contains("\"event\": \"" + kind + "\""))
                .count();
    }

    private List<ProcessHandle> marked() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(mark))
                // and not the shell that is there for its exit code
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .toList();
    }

    private void assertNothingIsLeft() throws Exception {
        for (ProcessHandle left : marked()) {
            left.onExit().get(END_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static Path workerJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Worker.class.getName());
        String name = Worker.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                InputStream classFile = Worker.class.getClassLoader().getResourceAsStream(name)) {
            entries.putNextEntry(new JarEntry(name));
            classFile.transferTo(entries);
            entries.closeEntry();
        }
        return jar;
    }
}
