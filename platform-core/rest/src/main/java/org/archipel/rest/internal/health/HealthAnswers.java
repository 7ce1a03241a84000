package org.archipel.rest.internal.health;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.archipel.rest.Json;
import org.archipel.rest.PlatformApi;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Answers to health requests while the JAX-RS application is not complete yet. */
@Component(service = HealthAnswers.class)
public final class HealthAnswers {
    private static final String PATH = PlatformApi.BASE + "/health";
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final ObjectMapper mapper = Json.newMapper();
    private final Startup startup;

    @Activate
    public HealthAnswers(@Reference Startup startup) {
        this.startup = startup;
    }

    /** @return false when the request is about something else; nothing was written then */
    public boolean answerTo(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            return false;
        }
        switch (request.getRequestURI()) {
            case PATH + "/live" -> write(response, OK, Liveness.ALIVE);
            case PATH, PATH + "/ready" -> write(response, UNAVAILABLE, new Readiness("STARTING", startup.waitingFor()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void write(HttpServletResponse response, int status, Object body) throws IOException {
        byte[] bytes = mapper.writeValueAsBytes(body);
        response.setStatus(status);
        response.setContentType("application/json");
        if (status == UNAVAILABLE) {
            response.setHeader("Retry-After", "1");
        }
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
