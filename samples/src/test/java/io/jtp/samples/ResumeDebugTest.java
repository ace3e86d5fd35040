package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMStartEvent;
import com.sun.jdi.request.BreakpointRequest;
import io.jtp.samples.expressions.Nested;
import io.jtp.samples.harness.Baseline;
import io.jtp.samples.harness.Ending;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Jtp;
import io.jtp.samples.harness.Lab;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.PlainDebugger;
import io.jtp.samples.harness.Route;
import io.jtp.samples.harness.Sample;
import io.jtp.samples.harness.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A program in a file goes on under a debugger, which finds it where it stood. */
@Isolated("it changes the user's keys")
class ResumeDebugTest {
    private static final Pattern ADDRESS = Pattern.compile("attach to 127\\.0\\.0\\.1:(\\d+)");
    private static final long EVENT_LIMIT = JavaProcess.PATIENCE.toMillis();

    @TempDir
    private Path directory;

    private Lab lab;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        lab = Lab.start(directory);
        file = directory.resolve("program.jtp");
    }

    @AfterEach
    void stop() throws IOException {
        lab.close();
    }

    /** The JDK and the way there have nothing to do with one another. */
    static List<Arguments> everywhere() {
        List<Jdk> jdks = Jdk.all();
        Route[] routes = Route.values();
        return IntStream.range(0, Math.max(jdks.size(), routes.length))
                .mapToObj(i -> Arguments.of(jdks.get(i % jdks.size()), routes[i % routes.length]))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void it_stands_at_its_frames_until_the_debugger_resumes_it(Jdk jdk, Route route) throws Exception {
        Sample sample = Jtp.waiting(Samples.named("Nested"));
        Ending expected = Baseline.run(jdk, sample.input("\n", ""), lab.work());
        String before;
        try (JavaProcess source = JavaProcess.start(jdk, sample.command(List.of(Mover.JDWP)), lab.work())) {
            source.awaitLineWanted(1);
            Jtp.snapshotAt("Nested.len", source, file, "\n", "--end");
            before = source.awaitEnd().out();
        }
        try (JavaProcess resumed =
                Jtp.start(lab.work(), "resume", file.toString(), "--to", lab.address(route), "--debug")) {
            resumed.awaitErrors(text -> text.contains("VS Code"));
            Matcher address = ADDRESS.matcher(resumed.errors());
            assertThat(address.find()).as("%s", resumed).isTrue();
            VirtualMachine vm = PlainDebugger.attach(
                    "com.sun.jdi.SocketAttach", Map.of("hostname", "127.0.0.1", "port", address.group(1)));
            EventSet start = vm.eventQueue().remove(EVENT_LIMIT);
            assertThat(start).as("%s", resumed).isNotNull().first().isInstanceOf(VMStartEvent.class);
            ThreadReference main = ((VMStartEvent) start.iterator().next()).thread();
            assertThat(main.name()).isEqualTo("main");
            assertThat(methods(main)).containsSubsequence("arrived", "len", "b", "a", "main");
            StackFrame innermost = main.frame(methods(main).indexOf("len"));
            assertThat(innermost.getValue(innermost.visibleVariableByName("text")))
                    .hasToString("\"hello world\"");
            StackFrame outermost = main.frame(main.frameCount() - 1);
            assertThat(outermost.visibleVariableByName("args")).isNotNull();
            assertThat(resumed.output()).isEmpty();

            BreakpointRequest breakpoint = vm.eventRequestManager()
                    .createBreakpointRequest(vm.classesByName(Nested.class.getName())
                            .get(0)
                            .methodsByName("parse")
                            .get(0)
                            .location());
            breakpoint.enable();
            start.resume();
            Event stopped = vm.eventQueue().remove(EVENT_LIMIT).iterator().next();
            assertThat(stopped).as("%s", resumed).isInstanceOf(BreakpointEvent.class);
            assertThat(methods(main)).endsWith("parse", "b", "a", "main");
            vm.dispose();

            Ending after = Jtp.withoutWords(resumed.awaitEnd());
            assertThat(new Ending(before + after.out(), after.err(), after.exitCode()))
                    .as("%s", resumed)
                    .isEqualTo(new Ending(expected.out(), "", expected.exitCode()));
        }
    }

    @Test
    void nothing_has_run_and_nothing_is_left_if_jtp_ends_before() throws Exception {
        String mark = "-Djtp.test.mark=" + UUID.randomUUID();
        Sample sample = Jtp.waiting(Samples.named("Nested"));
        try (JavaProcess source =
                JavaProcess.start(Jdk.current(), sample.command(List.of(mark, Mover.JDWP)), lab.work())) {
            source.awaitLineWanted(1);
            Jtp.snapshot(source, file, "\n", "--end");
            source.awaitEnd();
        }
        try (JavaProcess resumed = Jtp.start(lab.work(), "resume", file.toString(), "--debug")) {
            resumed.awaitErrors(text -> text.contains("VS Code"));
            List<ProcessHandle> waiting = ProcessHandle.allProcesses()
                    .filter(process -> process.info().commandLine().orElse("").contains(mark))
                    .toList();
            assertThat(waiting).as("%s", resumed).hasSize(1);
            resumed.handle().destroy();
            assertThat(resumed.awaitEnd().out()).isEmpty();
            waiting.get(0).onExit().get(JavaProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static List<String> methods(ThreadReference thread) throws Exception {
        return thread.frames().stream()
                .map(StackFrame::location)
                .map(location -> location.method().name())
                .toList();
    }
}
