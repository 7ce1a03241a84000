package org.archipel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.archipel.api.error.FieldError;
import org.junit.jupiter.api.Test;

/** Where errors point, and that no schema takes for ever. */
class SchemaErrorsTest {
    private static ObjectNode json(String text) throws JsonProcessingException {
        return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private static List<FieldError> errors(ObjectNode schema, ObjectNode value) {
        return SchemaErrors.of(schema, value, "/value");
    }

    @Test
    void aMemberThatIsMissingOrTooMuchIsWhereTheFormShowsIt() throws JsonProcessingException {
        ObjectNode schema =
                json("{'required':['a/b'],'additionalProperties':false,'properties':{'a/b':{},'c':{'type':'string'}}}");

        assertThat(errors(schema, json("{'c':1,'d~':2}")))
                .extracting(FieldError::pointer)
                .containsExactlyInAnyOrder("/value/a~1b", "/value/c", "/value/d~0");
        assertThat(errors(schema, json("{'a/b':1,'d':2}")))
                .containsExactly(new FieldError("/value/d", "is not a field of this object"));
        assertThat(errors(schema, json("{}"))).containsExactly(new FieldError("/value/a~1b", "is required"));
    }

    @Test
    void anErrorPointsIntoTheValue() throws JsonProcessingException {
        ObjectNode schema = json("{'properties':{'a':{'properties':{'b':{'type':'string'}}}}}");

        assertThat(errors(schema, json("{'a':{'b':1}}")))
                .extracting(FieldError::pointer)
                .containsExactly("/value/a/b");
        assertThat(errors(schema, json("{'a':{'b':'x'}}"))).isEmpty();
    }

    @Test
    void aLineBreakAtTheEndIsPartOfAText() throws JsonProcessingException {
        ObjectNode schema = json("{'properties':{'a':{'pattern':'^[^\\\\r\\\\n]*$'},'b':{'pattern':'^[$]\\\\$$'}}}");

        assertThat(errors(schema, json("{'a':'t0ken','b':'$$'}"))).isEmpty();
        assertThat(errors(schema, json("{'a':'t0ken\\n','b':'$$\\n'}")))
                .extracting(FieldError::pointer)
                .containsExactlyInAnyOrder("/value/a", "/value/b");
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
                .containsExactly(new FieldError("/value", "takes too long to be compared with its pattern"));
    }

    @Test
    void numberOutOfRangeIsAnErrorOfTheValue() throws JsonProcessingException {
        ObjectNode schema = json("{'properties':{'a':{'type':'number','multipleOf':0.5}}}");

        assertThat(errors(schema, json("{'a':1e999}")))
                .containsExactly(new FieldError("/value", "has a number out of range"));
    }
}
