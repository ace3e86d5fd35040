package io.jtp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void writesNestedValuesInOrder() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("a", 1);
        fields.put("b", new ArrayList<>(Arrays.asList(true, null, 2.5, Long.MAX_VALUE)));
        fields.put("c", Map.of("d", List.of()));
        fields.put("e", Map.of());
        assertThat(Json.write(fields))
                .isEqualTo("{\"a\": 1, \"b\": [true, null, 2.5, 9223372036854775807], \"c\": {\"d\": []}, \"e\": {}}");
    }

    @Test
    void escapesWhatJsonDoesNotAllowInStrings() {
        assertThat(Json.write("a\"b\\c\nd\te\u0001é")).isEqualTo("\"a\\\"b\\\\c\\nd\\te\\u0001é\"");
    }

    @Test
    void rejectsWhatHasNoJson() {
        assertThatThrownBy(() -> Json.write(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Json.write(new Object())).isInstanceOf(IllegalArgumentException.class);
    }
}
