-- Webhooks as they arrived. A repetition is known by its delivery id for as long as the row is kept.
CREATE TABLE received_webhooks (
    id              VARCHAR(36)  NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)  NOT NULL,
    integration_id  VARCHAR(36)  NOT NULL,
    delivery_id     VARCHAR(200) NOT NULL,
    ordering_key    VARCHAR(200) NOT NULL,
    event           VARCHAR(200) NOT NULL,
    headers         ${json}      NOT NULL,
    body            ${bytes}     NOT NULL,
    state           VARCHAR(10)  NOT NULL,
    attempts        INTEGER      NOT NULL,
    next_at         ${timestamp} NOT NULL,
    error           VARCHAR(1000),
    received_at     ${timestamp} NOT NULL,
    CONSTRAINT uq_received_webhooks UNIQUE (integration_id, delivery_id)
);
CREATE INDEX ix_received_webhooks_state ON received_webhooks (state, integration_id, id);
CREATE INDEX ix_received_webhooks_age ON received_webhooks (received_at);

-- Which node works on the webhooks of an integration.
CREATE TABLE webhook_lanes (
    integration_id VARCHAR(36)  NOT NULL PRIMARY KEY,
    owner          VARCHAR(36)  NOT NULL,
    lease_until    ${timestamp} NOT NULL
);

-- Where the organization wants to be told of events. The secrets are in the vault.
CREATE TABLE webhook_endpoints (
    id              VARCHAR(36)  NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)  NOT NULL,
    url             VARCHAR(2000) NOT NULL,
    description     VARCHAR(500) NOT NULL,
    topics          ${json}      NOT NULL,
    status          VARCHAR(10)  NOT NULL,
    disabled_reason VARCHAR(500),
    failing_since   ${timestamp},
    created_by      VARCHAR(100) NOT NULL,
    created_at      ${timestamp} NOT NULL,
    updated_at      ${timestamp} NOT NULL,
    revision        BIGINT       NOT NULL
);
CREATE INDEX ix_webhook_endpoints_organization ON webhook_endpoints (organization_id, id);

CREATE TABLE webhook_deliveries (
    id              VARCHAR(36)  NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)  NOT NULL,
    endpoint_id     VARCHAR(36)  NOT NULL,
    event_id        VARCHAR(36)  NOT NULL,
    topic           VARCHAR(200) NOT NULL,
    payload         ${json}      NOT NULL,
    state           VARCHAR(10)  NOT NULL,
    attempts        INTEGER      NOT NULL,
    next_at         ${timestamp} NOT NULL,
    last_status     INTEGER,
    last_error      VARCHAR(500),
    lease_owner     VARCHAR(36),
    lease_until     ${timestamp},
    created_at      ${timestamp} NOT NULL,
    updated_at      ${timestamp} NOT NULL,
    CONSTRAINT uq_webhook_deliveries UNIQUE (endpoint_id, event_id)
);
CREATE INDEX ix_webhook_deliveries_due ON webhook_deliveries (state, next_at);
CREATE INDEX ix_webhook_deliveries_organization ON webhook_deliveries (organization_id, id);

CREATE TABLE webhook_attempts (
    id          VARCHAR(36)  NOT NULL PRIMARY KEY,
    delivery_id VARCHAR(36)  NOT NULL,
    attempted_at ${timestamp} NOT NULL,
    duration_ms BIGINT       NOT NULL,
    http_status INTEGER,
    error       VARCHAR(500),
    answer      VARCHAR(1000)
);
CREATE INDEX ix_webhook_attempts_delivery ON webhook_attempts (delivery_id, id);
