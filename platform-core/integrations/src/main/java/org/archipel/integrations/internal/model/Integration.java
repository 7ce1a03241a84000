package org.archipel.integrations.internal.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.IntegrationType;
import org.archipel.api.error.ErrorCode;

/**
 * An integration as it is stored.
 *
 * @param connectorId empty while a draft has none
 * @param statusReason why it stands where it stands; empty when nothing is to be said
 * @param revision one more at each change; the entity tag
 */
public record Integration(
        String id,
        String organizationId,
        String name,
        Optional<String> description,
        IntegrationType type,
        Optional<String> connectorId,
        IntegrationConfig config,
        List<FieldMapping> fieldMappings,
        List<TransformationRule> transformationRules,
        SyncSettings syncSettings,
        List<String> tags,
        IntegrationStatus status,
        Optional<String> statusReason,
        String createdBy,
        Instant createdAt,
        Instant updatedAt,
        long revision) {
    /** Where its credentials are in the vault. */
    public String credentialsReference() {
        return "integration/" + id;
    }

    /** Where the tokens of its connection are in the vault. */
    public String tokensReference() {
        return credentialsReference() + "/oauth";
    }

    /** Where the secrets of its webhooks are in the vault that nobody gave. */
    public String webhookReference() {
        return credentialsReference() + "/webhook";
    }

    /** What hub records that it writes have as origin. */
    public String origin() {
        return "integration:" + id;
    }

    /** Whether it stands still until a person connects it again. */
    public boolean needsConnection() {
        return status == IntegrationStatus.ERROR
                && statusReason
                        .filter(reason -> reason.startsWith(ErrorCode.AUTHENTICATION_FAILED.name()))
                        .isPresent();
    }

    /** Whether it may synchronize. */
    public boolean active() {
        return status == IntegrationStatus.ACTIVE;
    }
}
