package org.archipel.integrations.internal.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.archipel.integrations.internal.connector.OpenSession;
import org.archipel.integrations.internal.connector.RegisteredConnector;
import org.archipel.integrations.internal.connector.WebhookCredentials;
import org.archipel.integrations.internal.log.SecretMask;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.Transaction;

/** The secrets of subscriptions, and what tells whether a subscription was asked for with the present ones. */
final class SubscriptionSecrets {
    private static final String PURPOSE = "webhook-subscription";

    private final SubscriptionParts parts;
    private final WebhookCredentials webhooks;

    SubscriptionSecrets(SubscriptionParts parts) {
        this.parts = parts;
        this.webhooks = new WebhookCredentials(parts.vault());
    }

    /** The secret that the remote system is to prove its webhooks by, made and kept if nobody gave one; empty if it needs none. */
    Optional<String> secret(Integration integration, RegisteredConnector connector) {
        Optional<String> field;
        try (OpenSession open = parts.sessions().open(integration, connector)) {
            field = ConnectorCall.guarded(
                    () -> open.session().webhookSubscriber().secretField());
        }
        if (field.isEmpty()) {
            return field;
        }
        String name = field.get();
        Optional<String> known = value(integration, name);
        if (known.isPresent()) {
            return known;
        }
        ObjectNode made = webhooks.making(integration, name);
        parts.work().run(transaction -> webhooks.keep(transaction, integration, made));
        parts.receivers().forget(integration.id());
        return value(integration, name);
    }

    private Optional<String> value(Integration integration, String field) {
        return Optional.of(webhooks.with(integration, given(integration))
                        .path(field)
                        .asText(""))
                .filter(text -> !text.isEmpty());
    }

    private ObjectNode given(Integration integration) {
        return parts.vault()
                .find(integration.organizationId(), integration.credentialsReference())
                .orElseGet(Json::object);
    }

    /** What is to be kept of what the remote system made; empty if it made nothing. */
    Optional<ObjectNode> told(Integration integration, Map<String, String> secrets) {
        return secrets.isEmpty() ? Optional.empty() : Optional.of(webhooks.telling(integration, secrets));
    }

    void keep(Transaction transaction, Integration integration, ObjectNode document) {
        webhooks.keep(transaction, integration, document);
    }

    void forget(Transaction transaction, Integration integration) {
        webhooks.forget(transaction, integration);
    }

    /** Takes the integration's secrets out of messages. */
    SecretMask mask(Integration integration) {
        return SecretMask.of(webhooks.with(integration, given(integration)));
    }

    /** Everything that a subscription depends on; secret itself. */
    String described(Integration integration, URI target, Optional<String> secret, Set<String> entities) {
        return String.join(
                "\n",
                target.toString(),
                String.join(",", new TreeSet<>(entities)),
                Optional.ofNullable(integration.config().endpoint()).orElse(""),
                integration.config().connectorConfig().toString(),
                secret.orElse(""),
                given(integration).toString());
    }

    /** What may be stored of a description. */
    String fingerprint(String description) {
        return parts.signatures().sign(PURPOSE, description);
    }

    boolean isDescribedBy(String fingerprint, String description) {
        return !fingerprint.isEmpty() && parts.signatures().verify(PURPOSE, description, fingerprint);
    }
}
