package org.archipel.connector.bamboohr.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.WebhookSubscriptionRequest;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.connector.common.webhook.ListedSubscriptions;
import org.archipel.connector.common.wire.Percent;
import org.archipel.connector.common.wire.Remote;

/**
 * The webhook of a company's employees. BambooHR makes the key that signs, and tells it once: where that answer was lost another webhook
 * takes the place of the first.
 */
final class EmployeeWebhooks extends ListedSubscriptions {
    private static final String EMPLOYEE = "employee";
    private static final String PATH = "/v1/webhooks";

    private final Remote remote;

    EmployeeWebhooks(Remote remote) {
        this.remote = remote;
    }

    @Override
    public boolean tells(String entity) {
        return entity.equals(EMPLOYEE);
    }

    @Override
    public Optional<String> secretField() {
        return Optional.empty();
    }

    @Override
    protected Set<String> kinds(Set<String> entities) {
        return Set.of(EMPLOYEE);
    }

    @Override
    protected List<Registration> list() {
        List<Registration> found = new ArrayList<>();
        get(PATH)
                .path("webhooks")
                .forEach(one -> found.add(new Registration(
                        one.path("id").asText(), EMPLOYEE, one.path("url").asText())));
        return found;
    }

    @Override
    protected Registration create(String kind, WebhookSubscriptionRequest request) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("name", "Archipel")
                .put("url", request.target().toString())
                .put("format", "json");
        body.putArray("events").add("employee.created").add("employee.updated").add("employee.deleted");
        body.set("monitorFields", fields());
        JsonNode made = remote.ask("POST", remote.address(PATH, Map.of()), Map.of(), Remote.bytes(body))
                .document()
                .orElseGet(JsonNodeFactory.instance::objectNode);
        String key = made.path("privateKey").asText();
        if (key.isEmpty()) {
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "the answer does not tell the webhook's key", false);
        }
        return new Registration(
                made.path("id").asText(),
                EMPLOYEE,
                request.target().toString(),
                Optional.empty(),
                Map.of("webhookKey", key));
    }

    /** All fields whose changes this account may have told. */
    private ArrayNode fields() {
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        get(PATH + "/monitor_fields")
                .path("fields")
                .forEach(field ->
                        names.add(field.path("alias").asText(field.path("id").asText())));
        return names;
    }

    private JsonNode get(String path) {
        return remote.get(remote.address(path, Map.of()), Map.of())
                .document()
                .orElseGet(JsonNodeFactory.instance::objectNode);
    }

    @Override
    protected Optional<Registration> adopt(Registration present, WebhookSubscriptionRequest request) {
        return Optional.empty();
    }

    @Override
    protected Optional<Registration> prolong(Registration present, WebhookSubscriptionRequest request) {
        return Optional.of(present);
    }

    /** The answer is a sentence, and no JSON. */
    @Override
    protected void remove(Registration present) {
        String path = PATH + "/" + Percent.segment(present.id());
        remote.rules()
                .requireSuccess(
                        remote.send("DELETE", remote.address(path, Map.of()), Map.of(), new byte[0]), "DELETE " + path);
    }
}
