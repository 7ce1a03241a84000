package org.archipel.api.connector;

/** What a connector can do. */
public enum Capability {
    TEST,
    READ,
    INCREMENTAL_READ,
    WRITE,
    BULK_WRITE,
    DELETE,
    WEBHOOKS,
    /** Webhooks are asked for by the platform itself: {@link ConnectorSession#webhookSubscriber()}. */
    WEBHOOK_SUBSCRIPTIONS,
    OAUTH2,
    ACTIONS,
    SCHEMA_DISCOVERY
}
