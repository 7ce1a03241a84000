package org.archipel.marketplace.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.archipel.api.error.FieldError;
import org.junit.jupiter.api.Test;

/** Errors of a configuration point into it, and no schema of an extension takes for ever. */
class ConfigSchemaTest {
    private static ObjectNode json(String text) throws JsonProcessingException {
        return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private static List<FieldError> errors(ObjectNode schema, ObjectNode value) {
        return ConfigSchema.validate(schema, value);
    }

    @Test
    void anErrorPointsIntoTheConfiguration() throws JsonProcessingException {
        ObjectNode schema = json("{'properties':{'a':{'properties':{'b':{'type':'string'}}}}}");

        assertThat(errors(schema, json("{'a':{'b':1}}")))
                .extracting(FieldError::pointer)
                .containsExactly("/a/b");
        assertThat(errors(schema, json("{'a':{'b':'x'}}"))).isEmpty();
    }

    @Test
    void manyCheapPatternsEndTogether() throws JsonProcessingException {
        ObjectNode schema = json("{'properties':{'a':{'items':{'pattern':'a*b'}}}}");
        ObjectNode value = json("{}");
        ArrayNode texts = value.putArray("a");
        for (int i = 0; i < 1_000; i++) {
            texts.add("a".repeat(1_000));
        }

        assertThat(errors(schema, value))
                .containsExactly(new FieldError("", "takes too long to be compared with its pattern"));
    }

    @Test
    void numberOutOfRangeIsAnErrorOfTheValue() throws JsonProcessingException {
        ObjectNode schema = json("{'properties':{'a':{'type':'number','multipleOf':0.5}}}");

        assertThat(errors(schema, json("{'a':1e999}")))
                .containsExactly(new FieldError("", "has a number out of range"));
    }
}
