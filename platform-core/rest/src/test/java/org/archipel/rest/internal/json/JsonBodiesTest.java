package org.archipel.rest.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.util.RawValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.ws.rs.core.MediaType;
import org.junit.jupiter.api.Test;

class JsonBodiesTest {
    private final JsonBodies bodies = new JsonBodies(RequestJson.newMapper());

    @Test
    void aHalfCharacterThatIsKeptDoesNotHideTheRest() throws IOException {
        // As in an audit entry, whose text is given as it was hashed.
        var answer = Map.of("after", new RawValue("{\"name\":\"half \ud800 of it\"}"));

        assertThat(written(answer)).isEqualTo("{\"after\":{\"name\":\"half ? of it\"}}");
    }

    private String written(Object answer) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        bodies.writeTo(answer, Map.class, Map.class, new Annotation[0], MediaType.APPLICATION_JSON_TYPE, null, body);
        return body.toString(StandardCharsets.UTF_8);
    }
}
