package io.jtp.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jtp.snapshot.Snapshot;
import io.jtp.snapshot.SnapshotFormatException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The heap as a graph, on snapshots made by hand. */
class InspectionTest {

    private final MadeSnapshot made = new MadeSnapshot();
    private final int node = made.type("app/Node", "Ljava/lang/String;name", "Lapp/Node;next");
    private final int nodes = made.type("[Lapp/Node;");

    private static Inspection inspect(Snapshot snapshot) throws SnapshotFormatException {
        return Inspection.of(snapshot, List.of(), false);
    }

    @Test
    void thePathToAnObjectIsTheShortestOne() throws Exception {
        int last = made.instance(node, made.string("last"), 0);
        int array = made.array(nodes, 0, 0, last);
        int first = made.instance(node, 0, made.instance(node, 0, last));
        Inspection inspection =
                inspect(made.local(first).setStatic("all", array).snapshot());

        assertThat(inspection.paths().words(last)).isEqualTo("static Made.all[2]");
        assertThat(inspection.paths().words(last - 1)).isEqualTo("static Made.all[2] -> Node.name");
        assertThat(inspection.paths().words(first)).isEqualTo("main, Made.main(Made.java:7), local variable slot 0");
        assertThat(inspection.referrers().of(last, 9)).hasSize(2).contains(array);
    }

    @Test
    void whatNothingRefersToHasNoPath() throws Exception {
        int alone = made.instance(node, 0, 0);
        assertThat(inspect(made.snapshot()).paths().words(alone)).contains("nothing in the snapshot refers to it");
    }

    @Test
    void anObjectIsToldWithItsFieldsSizeAndReferrers() throws Exception {
        int text = made.string("a \"text\"\n");
        int object = made.instance(node, text, 0);
        Map<String, Object> answer = new Answers(inspect(made.local(object).snapshot())).object(object);

        assertThat(answer).containsEntry("class", "app.Node").containsEntry("bytes", 24L);
        assertThat(answer.get("fields").toString())
                .contains("name=name, text=\"a \\\"text\\\"\\n\" #" + text, "name=next, text=null");
        assertThat(new Answers(inspect(made.snapshot()))
                        .object(text)
                        .get("referrers")
                        .toString())
                .contains("object=" + object);
    }

    @Test
    void theHistogramCountsObjectsAndBytes() throws Exception {
        made.instances(node, 3, 0, 0, 0, 0, 0, 0);
        made.bytes(new byte[1000]);
        List<ClassHistogram.Row> rows = inspect(made.snapshot()).histogram().rows();

        assertThat(rows)
                .startsWith(new ClassHistogram.Row("byte[]", 1, 1016), new ClassHistogram.Row("app.Node", 3, 72));
    }

    @Test
    void secretsAreNamedWithTheirPathAndNotShown() throws Exception {
        int account = made.type("app/Account", "Ljava/lang/String;dbPassword", "[BapiKey");
        int entry = made.type("java/util/HashMap$Node", "Ljava/lang/Object;key", "Ljava/lang/Object;value");
        int password = made.string("open sesame");
        int copy = made.string("open sesame");
        int key = made.bytes("binary key".getBytes());
        int token = made.string("tok-1");
        int pem = made.string("-----BEGIN RSA PRIVATE KEY-----\nMIIE");
        int line = made.string("user=me;password=letmein");
        int plain = made.string("nothing to hide");
        made.local(made.instance(account, password, key))
                .local(made.instance(entry, made.string("auth_token"), token))
                .local(copy)
                .local(pem)
                .local(line)
                .local(plain);
        Snapshot snapshot = made.snapshot();
        Answers answers = new Answers(inspect(snapshot));
        String summary = answers.summary(null, 9, 9).toString();

        assertThat(summary)
                .contains("dbPassword", "apiKey", "key auth_token", "a private key", "a text with a secret in it")
                .contains("local variable slot 0 -> Account.dbPassword", "nothing to hide", "service.password=(masked)")
                .doesNotContain("sesame", "tok-1", "MIIE", "letmein", "hidden-option");
        for (int each : List.of(password, copy, key, token, pem, line)) {
            assertThat(answers.object(each).toString())
                    .contains("(masked)")
                    .doesNotContain("sesame", "tok-1", "MIIE", "98, 105");
        }
        // the array of a string's characters
        assertThat(answers.object(password - 1).get("values")).isEqualTo("(masked)");
        assertThat(new Answers(Inspection.of(snapshot, List.of(), true))
                        .summary(null, 9, 9)
                        .toString())
                .contains("open sesame", "hidden-option", "dbPassword");
    }

    @ParameterizedTest
    @CsvSource({
        "password, true",
        "dbPassword, true",
        "DB_PASSWD, true",
        "auth.token, true",
        "accessTokens, true",
        "apiKey, true",
        "API_KEY, true",
        "privateKeyPem, true",
        "userCredentials, true",
        "clientSecret, true",
        "PWD, false",
        "key, false",
        "compass, false",
        "bypass, false",
        "tokenizer, false",
        "secretary, false",
        "keyboard, false",
    })
    void namesOfSecrets(String name, boolean secret) {
        assertThat(SecretNames.matches(name)).isEqualTo(secret);
    }

    @Test
    void argumentsBehindAnOptionAreMasked() {
        assertThat(SecretNames.masked(List.of("--password", "x", "--user", "y", "--token=z")))
                .containsExactly("--password", "(masked)", "--user", "y", "--token=(masked)");
    }

    @Test
    void aSnapshotThatRefersToWhatIsNotThereIsRefused() {
        made.instance(node, 4711, 0);
        assertThatThrownBy(() -> inspect(made.snapshot()))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessageContaining("object 4711");
        MadeSnapshot other = new MadeSnapshot().local(12);
        assertThatThrownBy(() -> inspect(other.snapshot()))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessageContaining("object 12 of 1");
    }

    /** A million objects, each reached from the one before, and 100 MB: nothing here may recurse, or make objects for references. */
    @Test
    void aLargeHeapIsNoTrouble() throws Exception {
        int count = 1_000_000;
        int[] rows = new int[2 * count];
        int first = made.next();
        for (int i = 0; i < count - 1; i++) {
            rows[2 * i + 1] = first + i + 1;
        }
        made.instances(node, count, rows);
        int large = made.bytes(new byte[100_000_000]);
        Snapshot snapshot = made.local(first).local(large).snapshot();

        System.gc();
        long before = used();
        Inspection inspection = inspect(snapshot);
        String path = inspection.paths().words(first + count - 1);
        assertThat(inspection.referrers().count(first + 5)).isEqualTo(1);
        assertThat(inspection.histogram().rows().get(1))
                .isEqualTo(new ClassHistogram.Row("app.Node", count, 24L * count));
        assertThat(new PageObjects(inspection, 50_000).chosen().cardinality()).isBetween(40_000, 50_000);
        System.gc();
        long taken = used() - before;

        assertThat(path)
                .startsWith("main, Made.main")
                .contains("(999975 steps)")
                .endsWith("-> Node.next");
        assertThat(inspection.histogram().bytes()).isGreaterThan(100_000_000);
        assertThat(taken).as("bytes for what is kept").isLessThan(50_000_000);
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
