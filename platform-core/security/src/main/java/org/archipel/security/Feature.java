package org.archipel.security;

/** Parts of the platform that an administrator can switch off. */
public enum Feature {
    ENABLE_INTEGRATIONS("Integrations and their synchronization"),
    ENABLE_WEBHOOK_PROCESSING("Processing of received webhooks"),
    ENABLE_REAL_TIME_SYNC("Synchronization as changes happen"),
    ENABLE_BULK_OPERATIONS("Bulk changes of records"),
    ENABLE_INTEGRATION_ANALYTICS("Figures on integrations over time"),
    ENABLE_CUSTOM_APIS("APIs that organizations publish"),
    ENABLE_WORKFLOWS("Workflows"),
    ENABLE_MARKETPLACE("Submitting and installing extensions");

    private final String description;

    Feature(String description) {
        this.description = description;
    }

    public String description() {
        return description;
    }
}
