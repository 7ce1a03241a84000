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
    OAUTH2,
    ACTIONS,
    SCHEMA_DISCOVERY
}
