package org.archipel.rest.internal.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.archipel.rest.Json;
import org.archipel.rest.internal.problem.Problem;

/** Writes problem documents where JAX-RS is not in charge. Thread-safe. */
final class ProblemWriter {
    private final ObjectMapper mapper = Json.newMapper();

    byte[] bytes(Problem problem) throws IOException {
        return mapper.writeValueAsBytes(problem);
    }

    void write(HttpServletResponse response, Problem problem) throws IOException {
        byte[] body = bytes(problem);
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        problem.headers().forEach(response::setHeader);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
