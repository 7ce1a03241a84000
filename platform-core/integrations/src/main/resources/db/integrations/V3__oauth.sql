-- The connections that people made; the tokens themselves are in the vault. One node at a time refreshes: it holds the lease.
CREATE TABLE oauth_grants (
    integration_id  VARCHAR(36)  NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)  NOT NULL,
    state           VARCHAR(10)  NOT NULL,
    generation      BIGINT       NOT NULL,
    scopes          VARCHAR(2000) NOT NULL,
    expires_at      ${timestamp},
    connected_by    VARCHAR(100) NOT NULL,
    connected_at    ${timestamp} NOT NULL,
    refreshed_at    ${timestamp} NOT NULL,
    failure         VARCHAR(500),
    lease_owner     VARCHAR(36),
    lease_until     ${timestamp}
);

-- Connections that were begun; each state serves once.
CREATE TABLE oauth_states (
    id              VARCHAR(64)  NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)  NOT NULL,
    integration_id  VARCHAR(36)  NOT NULL,
    actor           VARCHAR(100) NOT NULL,
    user_id         VARCHAR(100) NOT NULL,
    redirect_uri    VARCHAR(500) NOT NULL,
    expires_at      ${timestamp} NOT NULL
);
CREATE INDEX ix_oauth_states_integration ON oauth_states (integration_id);
