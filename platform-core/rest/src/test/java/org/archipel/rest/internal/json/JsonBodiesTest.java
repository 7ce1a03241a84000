package org.archipel.rest.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.ws.rs.core.MediaType;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.archipel.rest.Requires;
import org.junit.jupiter.api.Test;

class JsonBodiesTest {
    private final JsonBodies bodies = new JsonBodies(RequestJson.newMapper());

    @Test
    void aHalfCharacterThatIsKeptDoesNotHideTheRest() throws IOException {
        // As in an audit entry, whose text is given as it was hashed.
        var answer = Map.of("after", new RawValue("{\"name\":\"half \ud800 of it\"}"));

        assertThat(written(answer)).isEqualTo("{\"after\":{\"name\":\"half ? of it\"}}");
    }

    record Plan(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String place,
            String day) {}

    record Trip(List<Plan> plans) {}

    @Test
    void everyMemberThatIsMissingIsNamedAtOnce() {
        assertThatThrownBy(() -> read("{\"plans\":[{\"name\":\"a\",\"place\":\"b\"},{\"day\":\"c\"}]}"))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        failure -> assertThat(failure.errors())
                                .containsExactly(
                                        new FieldError("/plans/1/name", "is required"),
                                        new FieldError("/plans/1/place", "is required")));
    }

    void takes(@Requires("plans") Trip trip) {}

    @Test
    void anOperationMayAskForMoreThanTheTypeOfItsBody() throws ReflectiveOperationException {
        Annotation[] asked = getClass().getDeclaredMethod("takes", Trip.class).getParameterAnnotations()[0];

        for (String body : List.of("{}", "{\"plans\":null}")) {
            assertThatThrownBy(() -> read(body, asked))
                    .isInstanceOfSatisfying(
                            ValidationException.class,
                            failure -> assertThat(failure.errors())
                                    .containsExactly(new FieldError("/plans", "is required")));
        }
    }

    void takes(@Requires("day") Plan plan) {}

    @Test
    void whatTheOperationAsksForIsNamedWithTheRest() throws ReflectiveOperationException {
        Annotation[] asked = getClass().getDeclaredMethod("takes", Plan.class).getParameterAnnotations()[0];

        assertThatThrownBy(() -> read(Plan.class, "{\"name\":\"a\"}", asked))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        failure -> assertThat(failure.errors())
                                .containsExactly(
                                        new FieldError("/place", "is required"),
                                        new FieldError("/day", "is required")));
    }

    private Object read(String body, Annotation... asked) throws IOException {
        return read(Trip.class, body, asked);
    }

    private Object read(Class<?> of, String body, Annotation... asked) throws IOException {
        var stream = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
        @SuppressWarnings("unchecked")
        Class<Object> type = (Class<Object>) of;
        return bodies.readFrom(type, type, asked, MediaType.APPLICATION_JSON_TYPE, null, stream);
    }

    private String written(Object answer) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        bodies.writeTo(answer, Map.class, Map.class, new Annotation[0], MediaType.APPLICATION_JSON_TYPE, null, body);
        return body.toString(StandardCharsets.UTF_8);
    }
}
