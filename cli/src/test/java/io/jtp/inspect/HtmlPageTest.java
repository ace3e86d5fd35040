package io.jtp.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as text; what a browser makes of it is tested where there is one. */
class HtmlPageTest {

    private static final Function<Object, String> JSON = io.jtp.cli.JsonForTests::write;

    private final MadeSnapshot made = new MadeSnapshot();
    private final int node = made.type("app/Node", "Ljava/lang/String;name", "Lapp/Node;next");

    private String page(int room) throws Exception {
        StringWriter out = new StringWriter();
        new HtmlPage(Inspection.of(made.snapshot(), List.of(), false), "<b>title</b>", JSON, room).write(out);
        return out.toString();
    }

    @Test
    void noTextOfTheProgramEndsTheElementItIsIn() throws Exception {
        made.local(made.string("</script><script>alert(1)</script><!--"));
        String page = page(100);

        assertThat(page)
                .doesNotContain("alert(1)</")
                .contains("\\u003c/script\\u003e")
                .contains("&lt;b&gt;title");
        assertThat(page.split("<script", -1)).hasSize(3);
        assertThat(page.split("</script>", -1)).hasSize(3);
    }

    @Test
    void unpairedSurrogatesAndLineSeparatorsAreEscaped() {
        assertThat(HtmlPage.insideScript("\"a\ud800\u2028&b\"")).isEqualTo("\"a\\ud800\\u2028\\u0026b\"");
    }

    @Test
    void nothingIsLoadedAndOnlyItsOwnScriptMayRun() throws Exception {
        String page = page(100);
        Matcher policy = Pattern.compile("Content-Security-Policy\" content=\"([^\"]+)\"")
                .matcher(page);
        assertThat(policy.find()).isTrue();
        assertThat(policy.group(1))
                .startsWith("default-src 'none'")
                .containsPattern("script-src 'sha256-[\\w+/=]{44}'")
                .doesNotContain("unsafe");
        assertThat(page).doesNotContain("http:", "https:", "src=", "<link", "innerHTML", "eval(");
    }

    @Test
    void aHeapThatIsTooLargeIsCutAndTheReaderIsTold() throws Exception {
        int[] rows = new int[2000];
        int first = made.next();
        for (int i = 0; i < 999; i++) {
            rows[2 * i + 1] = first + i + 1;
        }
        made.instances(node, 1000, rows);
        int text = made.string("x".repeat(5000));
        made.local(first).local(text);
        Inspection inspection = Inspection.of(made.snapshot(), List.of(), false);

        assertThat(page(100)).contains("This page has room for 100 of the 1003 objects");
        assertThat(page(2000)).doesNotContain("This page has room");
        BitSet chosen = new PageObjects(inspection, 100).chosen();
        // the large one's path
        assertThat(chosen.get(text - 1) && chosen.get(text)).isTrue();
        for (int object : chosen.stream().toArray()) {
            int before = inspection.paths().before(object);
            assertThat(before < 0 || chosen.get(before)).isTrue();
        }
    }

    @Test
    void theFileIsReadableForItsOwnerOnlyAndReplacesAnother(@TempDir Path directory) throws Exception {
        Path page = directory.resolve("page.html");
        for (int i = 0; i < 2; i++) {
            new HtmlPage(Inspection.of(made.snapshot(), List.of(), false), "title", JSON).write(page);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(page)))
                .isEqualTo("rw-------");
        assertThat(directory).isDirectoryContaining(each -> each.equals(page)).isDirectoryNotContaining("glob:*.part");
    }
}
