package io.jtp.samples.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** What jtp prints with {@code --json}, held against the schema in the documentation. */
public final class JsonDocument {
    private static final Path SCHEMA = Path.of("../docs/json-schema.json");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonDocument() {}

    /**
     * Reads one.
     *
     * @param kind its name among the schema's definitions
     * @param text one line
     */
    public static JsonNode of(String kind, String text) {
        try {
            ObjectNode schema = (ObjectNode) MAPPER.readTree(SCHEMA.toFile());
            assertThat(schema.get("$defs").has(kind)).as(kind).isTrue();
            schema.put("$ref", "#/$defs/" + kind);
            JsonNode document = MAPPER.readTree(text);
            assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                            .getSchema(schema)
                            .validate(document))
                    .as(text)
                    .isEmpty();
            assertThat(text.lines()).hasSize(1);
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }
}
