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
 * @param connectorProvider whose connector it has, so that nobody else's of the same id gets its credentials: the id of an extension, or
 *     {@link #PLATFORM}; empty while that is not settled, since no such connector was there when it was chosen
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
        Optional<String> connectorProvider,
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
    /** Who provides the connectors that come with the platform. No extension has this id: theirs have a dot. */
    public static final String PLATFORM = "platform";

    /** The same integration with the connector of this provider. */
    public Integration providedBy(Optional<String> provider) {
        return new Integration(
                id,
                organizationId,
                name,
                description,
                type,
                connectorId,
                provider,
                config,
                fieldMappings,
                transformationRules,
                syncSettings,
                tags,
                status,
                statusReason,
                createdBy,
                createdAt,
                updatedAt,
                revision);
    }

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
