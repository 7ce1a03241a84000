package org.archipel.integrations.internal.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.http.HttpResponse;
import org.archipel.integrations.internal.webhook.WebhookIntake;
import org.archipel.integrations.internal.webhook.WebhookIntake.Reception;
import org.archipel.rest.RequestContext;

/** A webhook request and its answer. */
final class WebhookReception {
    /** The largest webhook, unless a setting says otherwise. */
    static final long MAX_BYTES = 1024 * 1024;

    /** The setting. */
    static final String MAX_BYTES_PROPERTY = "archipel.webhooks.max.bytes";

    private WebhookReception() {}

    static Response receive(WebhookIntake intake, String id, HttpHeaders headers, UriInfo uri, byte[] body) {
        Map<String, List<String>> all = new LinkedHashMap<>(headers.getRequestHeaders());
        Map<String, String> query = new LinkedHashMap<>();
        uri.getQueryParameters().forEach((name, values) -> query.put(name, values.isEmpty() ? "" : values.get(0)));
        String address =
                RequestContext.current().map(RequestContext::clientAddress).orElse("");
        Reception reception =
                intake.receive(id, new WebhookDelivery(all, body == null ? new byte[0] : body, query), address);
        return reception
                .answer()
                .map(WebhookReception::answer)
                .orElseGet(() ->
                        Response.ok(new Receipt(true, reception.duplicate())).build());
    }

    private static Response answer(HttpResponse check) {
        Response.ResponseBuilder response = Response.status(check.status()).entity(check.body());
        response.type(check.header("Content-Type").orElse("text/plain"));
        return response.build();
    }

    /**
     * What a sender is told.
     *
     * @param duplicate whether it was taken in before
     */
    public record Receipt(boolean received, boolean duplicate) {}
}
