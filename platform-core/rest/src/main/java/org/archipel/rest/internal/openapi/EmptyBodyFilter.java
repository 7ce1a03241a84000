package org.archipel.rest.internal.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.annotation.Priority;
import javax.ws.rs.Priorities;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import org.archipel.rest.internal.problem.JsonErrors;
import org.archipel.rest.internal.text.JsonText;

/** Where a route takes no body, an empty one or an object without fields may be sent, nothing else. */
@Priority(Priorities.USER)
final class EmptyBodyFilter implements ContainerRequestFilter {
    private final ObjectMapper mapper;

    EmptyBodyFilter(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** An object without fields. */
    private record Nothing() {}

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        byte[] body = request.getEntityStream().readAllBytes();
        request.setEntityStream(new ByteArrayInputStream(body));
        String text = JsonText.decode(body);
        if (!text.isBlank()) {
            try {
                mapper.readValue(text, Nothing.class);
            } catch (JsonProcessingException e) {
                throw JsonErrors.toValidation(e);
            }
        }
    }
}
