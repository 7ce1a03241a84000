package org.archipel.sandbox.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaShapeTest {
    private static Optional<String> problem(String schema) throws JsonProcessingException {
        return SchemaShape.problem((ObjectNode) new ObjectMapper().readTree(schema));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'type':'object','properties':{'a':{'$ref':'#/$defs/t'},'b':{'$ref':'#/$defs/t'}},'$defs':{'t':{'type':'string'}}}",
                "{'$id':'urn:a','properties':{'$id':{'type':'string'},'default':{'type':'integer','default':{'$anchor':'x'}}}}",
                "{'properties':{'a':{'items':{'anyOf':[{'const':1},{'enum':[{'$ref':'elsewhere'}]}]}}}}"
            })
    void ordinarySchemasAreTaken(String schema) throws JsonProcessingException {
        assertThat(problem(schema.replace('\'', '"'))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'allOf':[{'$ref':'#'}]}",
                "{'properties':{'a':{'$ref':'#/$defs/a'}},'$defs':{'a':{'items':{'$ref':'#/$defs/a'}}}}",
                "{'$ref':'#/$defs/none'}",
                "{'$ref':'#named'}",
                "{'properties':{'a':{'$id':'urn:inner'}}}",
                "{'properties':{'a':{'$dynamicRef':'#'}}}"
            })
    void othersAreRefused(String schema) throws JsonProcessingException {
        assertThat(problem(schema.replace('\'', '"'))).isPresent();
    }

    @Test
    void thatItRefersToItselfIsToldWithTheReference() throws JsonProcessingException {
        assertThat(problem("{\"properties\":{\"a\":{\"$ref\":\"#\"}}}"))
                .contains(
                        "a part of it refers to itself: #; write the levels out, or leave the inner one open with {}");
    }

    @Test
    void partsCountEachTimeThatTheyAreReferredTo() throws JsonProcessingException {
        StringBuilder parts = new StringBuilder("\"p0\":{}");
        for (int i = 1; i <= 40; i++) {
            String before = "{\"$ref\":\"#/$defs/p" + (i - 1) + "\"}";
            parts.append(",\"p")
                    .append(i)
                    .append("\":{\"anyOf\":[")
                    .append(before)
                    .append(',')
                    .append(before)
                    .append("]}");
        }

        assertThat(problem("{\"$ref\":\"#/$defs/p40\",\"$defs\":{" + parts + "}}"))
                .hasValueSatisfying(problem -> assertThat(problem).contains("parts"));
    }
}
