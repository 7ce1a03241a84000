package org.archipel.integrations.internal.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.http.HttpResponse;
import org.archipel.integrations.internal.rest.WebhookReception.Receipt;
import org.archipel.integrations.internal.webhook.WebhookIntake;
import org.archipel.integrations.internal.webhook.WebhookIntake.Reception;
import org.archipel.rest.Json;
import org.archipel.rest.ProblemDocuments;
import org.archipel.rest.ProblemException;
import org.archipel.rest.RequestContext;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes webhooks in without the way through JAX-RS, which costs more than all the rest; {@link WebhooksResource} describes the route,
 * and answers the same where this servlet is not there yet.
 */
@Component(
        service = Servlet.class,
        property = {
            "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name=" + WebhookContext.NAME + ")",
            "osgi.http.whiteboard.servlet.pattern=/*"
        })
public class WebhookServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(WebhookServlet.class);
    private static final String PREFIX = "/api/webhooks/";
    private static final int NO_CONTENT = 204;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int SERVER_ERROR = 500;

    private final transient WebhookIntake intake;
    private final transient ProblemDocuments problems;
    private final transient ObjectMapper mapper = Json.newMapper();
    private final long maxBytes;

    @Activate
    public WebhookServlet(
            BundleContext context, @Reference WebhookIntake intake, @Reference ProblemDocuments problems) {
        this.intake = intake;
        this.problems = problems;
        this.maxBytes = Optional.ofNullable(context.getProperty(WebhookReception.MAX_BYTES_PROPERTY))
                .map(text -> Long.parseLong(text.strip()))
                .orElse(WebhookReception.MAX_BYTES);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            receive(request, response);
        } catch (PlatformException e) {
            LOG.debug("Webhook refused with {}: {}", e.code(), e.getMessage());
            write(response, problems.of(e, request.getRequestURI()));
        } catch (RuntimeException e) {
            LOG.error("A webhook could not be taken in", e);
            write(response, problems.of(SERVER_ERROR, request.getRequestURI()));
        }
    }

    private void receive(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        String id = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : "";
        if (id.isEmpty() || id.indexOf('/') >= 0) {
            throw new NotFoundException("There is nothing at this address.");
        }
        if (request.getMethod().equals("OPTIONS")) {
            response.setHeader("Allow", "POST, OPTIONS");
            response.setStatus(NO_CONTENT);
            return;
        }
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST, OPTIONS");
            throw new ProblemException(
                    METHOD_NOT_ALLOWED, ErrorCode.VALIDATION_ERROR, "Webhooks come by POST; see the Allow header.");
        }
        byte[] body = WebhookBody.read(request, maxBytes);
        String address =
                RequestContext.current().map(RequestContext::clientAddress).orElse("");
        var delivery = new WebhookDelivery(headers(request), body, WebhookBody.query(request.getQueryString()));
        Reception reception = intake.receive(id, delivery, address);
        if (reception.answer().isPresent()) {
            answer(response, reception.answer().get());
        } else {
            write(
                    response,
                    200,
                    "application/json",
                    mapper.writeValueAsBytes(new Receipt(true, reception.duplicate())));
        }
    }

    private static Map<String, List<String>> headers(HttpServletRequest request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, Collections.list(request.getHeaders(name)));
        }
        return headers;
    }

    private static void answer(HttpServletResponse response, HttpResponse check) throws IOException {
        write(response, check.status(), check.header("Content-Type").orElse("text/plain"), check.body());
    }

    private static void write(HttpServletResponse response, ProblemDocuments.Answer answer) throws IOException {
        answer.headers().forEach(response::setHeader);
        write(response, answer.status(), answer.mediaType(), answer.body());
    }

    private static void write(HttpServletResponse response, int status, String mediaType, byte[] body)
            throws IOException {
        response.setStatus(status);
        response.setContentType(mediaType);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
