package org.archipel.sandbox.internal.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.junit.jupiter.api.Test;

class StepConfigTest {
    private static final String DAYS =
            "{'type':'object','additionalProperties':false,'required':['days'],'properties':{'days':{'type':'integer'}}}";

    @Test
    void whatFitsTheSchemaPassesAndWhatDoesNotIsPointedAt() throws JsonProcessingException {
        ObjectNode schema = json(DAYS);
        assertThatCode(() -> StepConfig.check(schema, json("{'days':3}"))).doesNotThrowAnyException();

        assertThatThrownBy(() -> StepConfig.check(schema, json("{'days':'three'}")))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        refused -> assertThat(refused.errors())
                                .extracting(FieldError::pointer)
                                .containsExactly("/config/days"));
        assertThatThrownBy(() -> StepConfig.check(schema, json("{}"))).isInstanceOf(ValidationException.class);
    }

    @Test
    void patternThatDoesNotEndIsEnded() throws JsonProcessingException {
        ObjectNode schema = json("{'properties':{'a':{'pattern':'^(a+)+$'}}}");
        ObjectNode config = json("{}").put("a", "a".repeat(40) + "!");

        assertThatThrownBy(() -> StepConfig.check(schema, config)).isInstanceOf(ValidationException.class);
    }

    private static ObjectNode json(String text) throws JsonProcessingException {
        return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
