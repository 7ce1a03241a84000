package org.archipel.integrations.internal.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;

/**
 * How an integration reaches its remote system. Absent members take their defaults.
 *
 * @param endpoint base address of the remote system; null where the connector knows it
 * @param timeoutMs for one exchange
 * @param authType how to authenticate where the connector leaves it open; null for as the connector says
 * @param batchSize records asked for in one page
 * @param compressionEnabled whether compressed answers are accepted
 * @param encryptionEnabled whether only {@code https} endpoints are accepted
 * @param loggingLevel the least important level of the integration's log
 * @param connectorConfig valid against the connector's config schema
 * @param fallback what actions answer while the remote system is away
 * @param webhook how webhooks of the remote system are taken
 */
public record IntegrationConfig(
        String endpoint,
        Integer timeoutMs,
        RetrySettings retryPolicy,
        AuthType authType,
        ObjectNode authConfig,
        Integer batchSize,
        Boolean compressionEnabled,
        Boolean encryptionEnabled,
        LogLevel loggingLevel,
        Boolean metricsEnabled,
        Boolean alertsEnabled,
        ObjectNode connectorConfig,
        WebhookSettings webhook,
        FallbackSettings fallback) {
    public static final IntegrationConfig EMPTY =
            new IntegrationConfig(null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    public IntegrationConfig {
        timeoutMs = Objects.requireNonNullElse(timeoutMs, 30_000);
        retryPolicy = Objects.requireNonNullElse(retryPolicy, RetrySettings.DEFAULT);
        authConfig = authConfig == null ? JsonNodeFactory.instance.objectNode() : authConfig;
        batchSize = Objects.requireNonNullElse(batchSize, 200);
        compressionEnabled = Objects.requireNonNullElse(compressionEnabled, true);
        encryptionEnabled = Objects.requireNonNullElse(encryptionEnabled, false);
        loggingLevel = Objects.requireNonNullElse(loggingLevel, LogLevel.INFO);
        metricsEnabled = Objects.requireNonNullElse(metricsEnabled, true);
        alertsEnabled = Objects.requireNonNullElse(alertsEnabled, true);
        connectorConfig = connectorConfig == null ? JsonNodeFactory.instance.objectNode() : connectorConfig;
        webhook = Objects.requireNonNullElse(webhook, WebhookSettings.DEFAULT);
        fallback = Objects.requireNonNullElse(fallback, FallbackSettings.NONE);
    }
}
