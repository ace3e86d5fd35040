package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jtp.samples.harness.Chromium;
import io.jtp.samples.harness.Classes;
import io.jtp.samples.harness.JavaProcess;
import io.jtp.samples.harness.Jdk;
import io.jtp.samples.harness.Mover;
import io.jtp.samples.harness.Tool;
import io.jtp.samples.inspected.Office;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code jtp inspect} on snapshots of a real program. */
class InspectTest {

    private static final String SECRET = "hunter2";
    private static final String ORDERS = "50";

    @TempDir
    private static Path directory;

    /** The program is the same for all tests, so one snapshot for each JDK does. */
    private static final Map<Jdk, Path> SNAPSHOTS = new ConcurrentHashMap<>();

    static Stream<Jdk> jdks() {
        return Jdk.all().stream();
    }

    private static Path snapshot(Jdk jdk) throws Exception {
        Path known = SNAPSHOTS.get(jdk);
        if (known != null) {
            return known;
        }
        List<String> command = List.of(
                Mover.JDWP,
                "-Dmail.password=secret-option",
                "-cp",
                Classes.of(Office.class).place().toString(),
                Office.class.getName(),
                SECRET,
                ORDERS);
        Path file = directory.resolve("office" + jdk.feature() + ".jtp");
        try (JavaProcess office = JavaProcess.start(jdk, command, directory)) {
            office.awaitOutput(text -> text.contains("counting"));
            Tool snapshot = Tool.start(List.of("snapshot", "" + office.pid(), "-o", file.toString()));
            assertThat(snapshot.awaitExitCode()).as(snapshot.toString()).isZero();
        }
        SNAPSHOTS.put(jdk, file);
        return file;
    }

    private static String inspect(Path file, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("inspect", file.toString()));
        command.addAll(List.of(options));
        Tool tool = Tool.start(command);
        assertThat(tool.awaitExitCode()).as(tool.toString()).isZero();
        assertThat(tool.errors()).isEmpty();
        return tool.output();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void threads_are_told_with_frames_variables_operands_and_locks(Jdk jdk) throws Exception {
        String told = inspect(snapshot(jdk));

        assertThat(told)
                .contains("program    io.jtp.samples.inspected.Office, process ", "thread \"main\" #")
                .containsPattern("JVM +" + jdk.feature() + "\\.")
                .containsPattern("at io\\.jtp\\.samples\\.inspected\\.Office\\.count\\(Office\\.java:\\d+\\)")
                .contains("\n       limit = 7", "\n       ready = true", "\n       mark = 'x'")
                .contains("\n       operand 0 = 1000", "has locked io.jtp.samples.inspected.Office #")
                .contains("\n       last = io.jtp.samples.inspected.Office$Order #")
                // names in the JDK's own methods come from that JDK
                .contains("blocker = java.util.concurrent.locks.ReentrantLock$NonfairSync #")
                .doesNotContain("note ");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void who_waits_for_whom_is_told(Jdk jdk) throws Exception {
        assertThat(inspect(snapshot(jdk), "--frames", "1"))
                .contains("deadlock: first clerk -> second clerk -> first clerk")
                .contains("first clerk -> second clerk: waits to enter the monitor of java.lang.StringBuilder #")
                .containsPattern("waiting clerk -> main: is parked at .*NonfairSync #\\d+, which thread main has")
                .contains("patient clerk -> first clerk: waits for the end of java.lang.Thread \"first clerk\" #");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void the_heap_is_told_by_class_by_object_and_by_path(Jdk jdk) throws Exception {
        Path file = snapshot(jdk);
        assertThat(inspect(file, "--heap"))
                .containsPattern("\n +50 +1200  io\\.jtp\\.samples\\.inspected\\.Office\\$Order\n");

        String found = inspect(file, "--find", "customer 49");
        assertThat(found)
                .containsPattern(
                        "^\"customer 49\" #\\d+\n  main, .*local variable last -> Office\\$Order\\.before -> Office\\$Order\\.customer\n$");
        Matcher number = Pattern.compile("#(\\d+)").matcher(found);
        assertThat(number.find()).isTrue();
        assertThat(inspect(file, "--object", number.group(1)))
                .contains(
                        "class      java.lang.String",
                        "java.lang.String.value = byte[11] #",
                        "referred to by 1\n  io.jtp.samples.inspected.Office$Order #");
        assertThat(inspect(file, "--path", "Office")).contains("local variable this\n");
        assertThat(inspect(file, "--json", "--thread", "first clerk"))
                .startsWith("{\"origin\": {\"mainClass\": \"io.jtp.samples.inspected.Office\"")
                .contains(
                        "\"state\": \"enters\"",
                        "\"waitsFor\": \"second clerk\"",
                        "{\"name\": \"mine\", \"text\": \"java.lang.StringBuilder #")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void secrets_are_warned_of_and_masked(Jdk jdk) throws Exception {
        Path file = snapshot(jdk);
        Path page = directory.resolve("secrets" + jdk.feature() + ".html");
        inspect(file, "--html", page.toString());
        String told = inspect(file);

        assertThat(told)
                .contains(
                        "WARNING ",
                        "local variable this -> Office.dbPassword",
                        "(key api.token)",
                        "-Dmail.password=(masked)");
        assertThat(told + Files.readString(page) + inspect(file, "--json") + inspect(file, "--find", "pw-"))
                .doesNotContain("pw-" + SECRET, "tk-" + SECRET, "secret-option");
        assertThat(inspect(file, "--find", "pw-", "--show-secrets")).contains("\"pw-" + SECRET + "\"");
    }

    @Test
    void the_page_works_in_a_browser(@TempDir Path profile) throws Exception {
        assumeTrue(
                Chromium.find().isPresent(),
                "Chromium is not installed: the page of jtp inspect is not tested in a browser (apt-get install chromium)");
        Path file = directory.resolve("page.html");
        inspect(snapshot(Jdk.current()), "--html", file.toString());
        URI page = file.toUri();
        try (Chromium browser = Chromium.start(Chromium.find().get(), profile)) {
            browser.open(page);
            assertThat(browser.text("h1")).isEqualTo("io.jtp.samples.inspected.Office");
            assertThat(browser.text("#main"))
                    .contains("Deadlock: first clerk \u2192 second clerk \u2192 first clerk", "5 threads", "main runs");

            opensAndClosesStacks(browser);
            walksFromObjectToObject(browser);
            findsWhatIsTyped(browser);
            showsTheHeap(browser);
            opensWhatTheAddressNames(browser, page);
            isReadableInTheDark(browser);

            // what the program's string would have done
            assertThat(browser.evaluate("document.title"))
                    .isEqualTo("office" + Jdk.current().feature() + ".jtp: jtp inspect");
            assertThat(browser.problems()).isEmpty();
            assertThat(browser.requests()).isNotEmpty().allMatch(page.toString()::equals);
        }
    }

    private static void opensAndClosesStacks(Chromium browser) throws Exception {
        String thread = "document.querySelector('#thread-1')";
        assertThat(browser.text("#thread-1")).doesNotContain("Office.both");
        browser.click(thread + ".querySelector('summary')");
        browser.await(thread + ".open");
        browser.click(thread + ".querySelector('details.frame summary')");
        browser.await(thread + ".querySelector('details.frame').open");
        assertThat(browser.text("#thread-1"))
                .contains("Office.both(Office.java:", "mine java.lang.StringBuilder #", "has locked");
    }

    private static void walksFromObjectToObject(Chromium browser) throws Exception {
        browser.click(link("#thread-0", "Office #"));
        browser.await("document.querySelector('#shown')");
        assertThat(browser.text("#object"))
                .contains(
                        "Path from a root",
                        "local variable this",
                        "Office.dbPassword java.lang.String (masked) #",
                        "Referred to by");
        browser.click(link("#fields", "java.util.HashMap"));
        browser.await("document.querySelector('#shown').innerText.includes('HashMap (size 2)')");
        assertThat(browser.text("#object")).contains("Office.settings = ", "HashMap.table ");
        browser.evaluate("history.back()");
        browser.await("document.querySelector('#shown').innerText.includes('inspected.Office #')");
    }

    private static void findsWhatIsTyped(Chromium browser) throws Exception {
        browser.click("document.querySelector('#search')");
        browser.type("customer 49");
        browser.await("document.querySelector('#found a')");
        browser.click(link("#found", "customer 49"));
        browser.await("document.querySelector('#shown').innerText.includes('customer 49')");
        assertThat(browser.text("#object ol.path"))
                .containsPattern("local variable last = .*Office\\$Order\\.before = .*Office\\$Order\\.customer = ");
        browser.evaluate("document.querySelector('#search').select()");
        browser.type("</script>");
        browser.await(
                "document.querySelector('#found') && document.querySelector('#found').innerText.includes('broken out')");
    }

    private static void showsTheHeap(Chromium browser) throws Exception {
        browser.click("document.querySelector('#tab-heap')");
        browser.await("document.querySelector('#treemap')");
        assertThat(Integer.parseInt(browser.evaluate("document.querySelectorAll('#treemap a').length")))
                .isGreaterThan(10);
        assertThat(browser.text("#classes")).contains("50 1,200 io.jtp.samples.inspected.Office$Order");
        browser.click(
                "[...document.querySelectorAll('#treemap a')].find(a => a.title.startsWith('java.lang.String:'))");
        browser.await("document.querySelector('#instances')");
        assertThat(browser.text("#main")).startsWith("java.lang.String").contains("in this page");
        browser.click("document.querySelector('#main button')");
        assertThat(Integer.parseInt(browser.evaluate("document.querySelectorAll('#instances tr').length")))
                .isGreaterThan(200);
    }

    private static void opensWhatTheAddressNames(Chromium browser, URI page) throws Exception {
        browser.open(URI.create(page + "#object=1"));
        browser.await("document.querySelector('#shown').innerText.endsWith('#1')");
        browser.open(URI.create(page + "#object=999999"));
        browser.await("document.querySelector('#object').innerText.includes('#999999 is not in this page')");
        browser.open(URI.create(page + "#heap"));
        browser.await("document.querySelector('#treemap')");
    }

    private static void isReadableInTheDark(Chromium browser) throws Exception {
        String colours =
                "getComputedStyle(document.body).backgroundColor + ' ' + getComputedStyle(document.body).color";
        browser.prefer("light");
        assertThat(browser.evaluate(colours)).isEqualTo("rgb(251, 251, 250) rgb(29, 33, 37)");
        browser.prefer("dark");
        assertThat(browser.evaluate(colours)).isEqualTo("rgb(22, 25, 28) rgb(228, 231, 234)");
    }

    /** {@return an expression for the first link below an element that has this in its text} */
    private static String link(String selector, String text) {
        return "[...document.querySelectorAll('" + selector + " a')].find(a => a.innerText.includes('" + text + "'))";
    }
}
