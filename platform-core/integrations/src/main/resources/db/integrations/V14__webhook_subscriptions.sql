-- The webhooks that the platform asked remote systems for. Their secrets are in the vault. One node at a time works on one: it holds the
-- lease. The attempt names what is asked for, the fingerprint what it was asked for with; begun tells that something may be there.
CREATE TABLE webhook_subscriptions (
    integration_id  VARCHAR(36)   NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)   NOT NULL,
    connector_id    VARCHAR(200)  NOT NULL,
    state           VARCHAR(10)   NOT NULL,
    since           ${timestamp}  NOT NULL,
    target          VARCHAR(2000) NOT NULL,
    attempt         VARCHAR(36)   NOT NULL,
    begun           BOOLEAN       NOT NULL,
    handle          VARCHAR(4000),
    fingerprint     VARCHAR(64)   NOT NULL,
    revision        BIGINT        NOT NULL,
    expires_at      ${timestamp},
    next_at         ${timestamp}  NOT NULL,
    failures        INTEGER       NOT NULL,
    problem         VARCHAR(1000),
    told            BOOLEAN       NOT NULL,
    lease_owner     VARCHAR(36),
    lease_until     ${timestamp}
);
