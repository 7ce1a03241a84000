package org.archipel.integrations.internal.service;

import static org.archipel.integrations.internal.service.Bounds.limited;
import static org.archipel.integrations.internal.service.Bounds.range;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.archipel.api.error.FieldError;
import org.archipel.integrations.internal.model.AuthType;
import org.archipel.integrations.internal.model.FallbackSettings;
import org.archipel.integrations.internal.model.IntegrationConfig;
import org.archipel.integrations.internal.model.WebhookSettings;
import org.archipel.integrations.internal.net.AddressRange;

/** Checks how an integration is connected, whichever connector it is of. */
final class ConfigCheck {
    private ConfigCheck() {}

    /** Adds what is wrong. */
    static void check(IntegrationConfig config, List<FieldError> errors) {
        endpoint(config, errors);
        range(config.timeoutMs(), 100, 300_000, "/config/timeoutMs", errors);
        range(config.batchSize(), 1, 5_000, "/config/batchSize", errors);
        range(config.retryPolicy().maxAttempts(), 1, 10, "/config/retryPolicy/maxAttempts", errors);
        range(config.retryPolicy().baseDelayMs(), 0, 60_000, "/config/retryPolicy/baseDelayMs", errors);
        range(config.retryPolicy().maxDelayMs(), 0, 300_000, "/config/retryPolicy/maxDelayMs", errors);
        webhook(config.webhook(), errors);
        fallback(config.fallback(), errors);
        if (config.authType() == AuthType.CERTIFICATE) {
            errors.add(new FieldError("/config/authType", "client certificates are not supported"));
        }
    }

    private static void fallback(FallbackSettings fallback, List<FieldError> errors) {
        if (fallback.strategy() == FallbackSettings.Strategy.DEFAULT_RESPONSE && fallback.data() == null) {
            errors.add(new FieldError("/config/fallback/data", "is required for DEFAULT_RESPONSE"));
        }
        if (fallback.strategy() == FallbackSettings.Strategy.ALTERNATIVE_SERVICE
                && fallback.alternativeIntegrationId() == null) {
            errors.add(
                    new FieldError("/config/fallback/alternativeIntegrationId", "is required for ALTERNATIVE_SERVICE"));
        }
    }

    private static void webhook(WebhookSettings webhook, List<FieldError> errors) {
        range(webhook.toleranceSeconds(), 1, 86_400, "/config/webhook/toleranceSeconds", errors);
        range(webhook.requestsPerMinute(), 1, 10_000_000, "/config/webhook/requestsPerMinute", errors);
        List<String> addresses = limited(webhook.allowedAddresses(), "/config/webhook/allowedAddresses", errors);
        for (int i = 0; i < addresses.size(); i++) {
            try {
                AddressRange.parse(addresses.get(i));
            } catch (IllegalArgumentException e) {
                errors.add(new FieldError("/config/webhook/allowedAddresses/" + i, e.getMessage()));
            }
        }
        pointer(webhook.idPointer(), "/config/webhook/idPointer", errors);
        pointer(webhook.eventPointer(), "/config/webhook/eventPointer", errors);
        pointer(webhook.keyPointer(), "/config/webhook/keyPointer", errors);
        pointer(webhook.recordPointer(), "/config/webhook/recordPointer", errors);
        if ((webhook.recordEntity() == null) != (webhook.recordPointer() == null)) {
            errors.add(new FieldError("/config/webhook/recordEntity", "goes with recordPointer"));
        }
    }

    private static void pointer(String pointer, String at, List<FieldError> errors) {
        if (pointer != null && !(pointer.isEmpty() || pointer.startsWith("/"))
                || pointer != null && pointer.length() > 500) {
            errors.add(new FieldError(at, "must be a JSON Pointer"));
        }
    }

    private static void endpoint(IntegrationConfig config, List<FieldError> errors) {
        if (config.endpoint() == null) {
            return;
        }
        try {
            URI uri = new URI(config.endpoint());
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null) {
                errors.add(new FieldError("/config/endpoint", "must be an absolute http or https address"));
            } else if (uri.getRawUserInfo() != null) {
                errors.add(new FieldError("/config/endpoint", "must not hold credentials"));
            } else if (config.encryptionEnabled() && !"https".equalsIgnoreCase(uri.getScheme())) {
                errors.add(new FieldError("/config/endpoint", "must be https while encryption is enabled"));
            }
        } catch (URISyntaxException e) {
            errors.add(new FieldError("/config/endpoint", "is no address"));
        }
    }
}
