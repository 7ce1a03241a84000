package org.archipel.connector.bitrix24.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.archipel.api.connector.WebhookSubscriptionRequest;
import org.archipel.api.error.ValidationException;
import org.archipel.connector.common.webhook.ListedSubscriptions;

/**
 * What an application has bound to events of a portal. Only an application can bind, so only with OAuth2; what proves events is the
 * application's token, which nobody can ask for.
 */
final class PortalBindings extends ListedSubscriptions {
    private static final List<String> CHANGES = List.of("ADD", "UPDATE", "DELETE");

    private final BiFunction<String, ObjectNode, JsonNode> operations;
    private final boolean application;
    private final boolean recognizable;

    /**
     * @param operations runs an operation of the connector
     * @param application whether requests are those of an application
     * @param recognizable whether the application's token is known
     */
    PortalBindings(BiFunction<String, ObjectNode, JsonNode> operations, boolean application, boolean recognizable) {
        this.operations = operations;
        this.application = application;
        this.recognizable = recognizable;
    }

    @Override
    public boolean tells(String entity) {
        return application
                && Arrays.stream(ItemType.values())
                        .anyMatch(type -> type.entity().equals(entity));
    }

    @Override
    public Optional<String> secretField() {
        return Optional.empty();
    }

    @Override
    protected Set<String> kinds(Set<String> entities) {
        Set<String> events = new TreeSet<>();
        for (String entity : entities) {
            CHANGES.forEach(change -> events.add("ONCRM" + ItemType.of(entity).name() + change));
        }
        return events;
    }

    @Override
    protected List<Registration> list() {
        List<Registration> found = new ArrayList<>();
        operations
                .apply("listBindings", JsonNodeFactory.instance.objectNode())
                .path("result")
                .forEach(one -> found.add(registration(
                        one.path("event").asText().toUpperCase(Locale.ROOT),
                        one.path("handler").asText())));
        return found;
    }

    /** A binding has no id: event and address are what it is known by. */
    private static Registration registration(String event, String handler) {
        return new Registration(event + "@" + handler, event, handler);
    }

    @Override
    protected Registration create(String event, WebhookSubscriptionRequest request) {
        if (!recognizable) {
            throw new ValidationException(
                    "/credentials/applicationToken", "events are not taken without the application's token");
        }
        String handler = request.target().toString();
        operations.apply("bindEvent", binding(event, handler));
        return registration(event, handler);
    }

    @Override
    protected Optional<Registration> adopt(Registration present, WebhookSubscriptionRequest request) {
        return Optional.of(present);
    }

    @Override
    protected void remove(Registration present) {
        operations.apply("unbindEvent", binding(present.kind(), present.address()));
    }

    private static ObjectNode binding(String event, String handler) {
        return JsonNodeFactory.instance.objectNode().put("event", event).put("handler", handler);
    }
}
