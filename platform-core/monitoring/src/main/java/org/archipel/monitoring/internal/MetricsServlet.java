package org.archipel.monitoring.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.archipel.api.error.PlatformException;
import org.archipel.rest.ProblemDocuments;
import org.archipel.security.Authentication.Credentials;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /metrics}: the figures of this node for Prometheus. */
@Component(service = Servlet.class, property = "osgi.http.whiteboard.servlet.pattern=/metrics")
public final class MetricsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final transient MeterCollection meters;
    private final transient ScrapeAccess access;
    private final transient ProblemDocuments problems;

    @Activate
    public MetricsServlet(
            @Reference MeterCollection meters, @Reference ScrapeAccess access, @Reference ProblemDocuments problems) {
        this.meters = meters;
        this.access = access;
        this.problems = problems;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            Optional<String> organization = access.organization(Credentials.of(request::getHeader));
            String text = meters.text();
            answer(
                    response,
                    organization.map(id -> OrganizationFigures.of(text, id)).orElse(text));
        } catch (PlatformException e) {
            refuse(request, response, e);
        }
    }

    private static void answer(HttpServletResponse response, String text) throws IOException {
        response.setContentType(TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, PlatformException failure)
            throws IOException {
        ProblemDocuments.Answer answer = problems.of(failure, request.getRequestURI());
        response.setStatus(answer.status());
        response.setContentType(answer.mediaType());
        answer.headers().forEach(response::setHeader);
        response.getOutputStream().write(answer.body());
    }
}
