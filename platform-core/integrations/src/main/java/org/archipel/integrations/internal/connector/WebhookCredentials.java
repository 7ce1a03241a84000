package org.archipel.integrations.internal.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.Transaction;
import org.archipel.security.CredentialVault;

/**
 * Secrets of webhooks that nobody gave: made by the platform, or by the remote system when webhooks were asked for. They are kept beside the
 * credentials that people give, which may so be replaced at any time. Thread-safe as the vault is.
 */
public final class WebhookCredentials {
    private static final String MADE = "made";
    private static final String TOLD = "told";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final CredentialVault vault;

    public WebhookCredentials(CredentialVault vault) {
        this.vault = vault;
    }

    /**
     * The credentials with these secrets: what the platform made stands where nobody gave anything, what the remote system told always.
     *
     * @param credentials as people gave them
     */
    public ObjectNode with(Integration integration, ObjectNode credentials) {
        ObjectNode known = known(integration);
        if (known.isEmpty()) {
            return credentials;
        }
        ObjectNode all = credentials.deepCopy();
        known.path(MADE).properties().forEach(secret -> {
            if (!all.hasNonNull(secret.getKey())) {
                all.set(secret.getKey(), secret.getValue());
            }
        });
        known.path(TOLD).properties().forEach(secret -> all.set(secret.getKey(), secret.getValue()));
        return all;
    }

    /** What is kept, with a new secret of 256 bits for a field, in the letters of base64url (RFC 4648, section 5). */
    public ObjectNode making(Integration integration, String field) {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return adding(
                integration,
                MADE,
                Map.of(field, Base64.getUrlEncoder().withoutPadding().encodeToString(secret)));
    }

    /** What is kept, with what the remote system made. */
    public ObjectNode telling(Integration integration, Map<String, String> secrets) {
        return adding(integration, TOLD, secrets);
    }

    private ObjectNode adding(Integration integration, String kind, Map<String, String> secrets) {
        ObjectNode kept = known(integration);
        ObjectNode group = kept.withObject("/" + kind);
        secrets.forEach(group::put);
        return kept;
    }

    /** Keeps what {@link #making} or {@link #telling} gave. */
    public void keep(Transaction transaction, Integration integration, ObjectNode secrets) {
        vault.put(transaction, integration.organizationId(), integration.webhookReference(), secrets);
    }

    public void forget(Transaction transaction, Integration integration) {
        vault.delete(transaction, integration.organizationId(), integration.webhookReference());
    }

    private ObjectNode known(Integration integration) {
        return vault.find(integration.organizationId(), integration.webhookReference())
                .orElseGet(Json::object);
    }
}
