CREATE TABLE installation (
    id                      INTEGER NOT NULL PRIMARY KEY,
    default_organization_id VARCHAR(36),
    bootstrap_key_id        VARCHAR(36),
    bootstrapped_at         ${timestamp}
);
INSERT INTO installation (id) VALUES (1);

CREATE TABLE organizations (
    id         VARCHAR(36)  NOT NULL PRIMARY KEY,
    slug       VARCHAR(63)  NOT NULL,
    name       VARCHAR(200) NOT NULL,
    version    BIGINT       NOT NULL,
    created_at ${timestamp} NOT NULL,
    updated_at ${timestamp} NOT NULL,
    CONSTRAINT organizations_slug UNIQUE (slug)
);

CREATE TABLE roles (
    id              VARCHAR(36)  NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)  NOT NULL REFERENCES organizations (id),
    name            VARCHAR(64)  NOT NULL,
    description     VARCHAR(500),
    permissions     VARCHAR(4000) NOT NULL,
    version         BIGINT       NOT NULL,
    created_at      ${timestamp} NOT NULL,
    updated_at      ${timestamp} NOT NULL,
    CONSTRAINT roles_name UNIQUE (organization_id, name)
);

CREATE TABLE users (
    id              VARCHAR(36)  NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)  NOT NULL REFERENCES organizations (id),
    email           VARCHAR(254) NOT NULL,
    display_name    VARCHAR(200) NOT NULL,
    roles           VARCHAR(4000) NOT NULL,
    status          VARCHAR(16)  NOT NULL,
    version         BIGINT       NOT NULL,
    created_at      ${timestamp} NOT NULL,
    updated_at      ${timestamp} NOT NULL,
    CONSTRAINT users_email UNIQUE (organization_id, email)
);

-- One row a key ever issued: a revoked or expired key stays, so that the audit log can be read.
CREATE TABLE api_keys (
    id              VARCHAR(36)  NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)  NOT NULL REFERENCES organizations (id),
    user_id         VARCHAR(36)  NOT NULL,
    name            VARCHAR(100) NOT NULL,
    description     VARCHAR(500),
    key_prefix      VARCHAR(16)  NOT NULL,
    key_hash        VARCHAR(64)  NOT NULL,
    pepper_id       VARCHAR(36)  NOT NULL,
    scopes          VARCHAR(4000) NOT NULL,
    rate_limit      VARCHAR(500),
    quota_limit     BIGINT,
    tags            VARCHAR(4000) NOT NULL,
    revoked         BOOLEAN      NOT NULL,
    last_used_at    ${timestamp},
    expires_at      ${timestamp},
    rotated_from    VARCHAR(36),
    version         BIGINT       NOT NULL,
    created_at      ${timestamp} NOT NULL,
    updated_at      ${timestamp} NOT NULL,
    CONSTRAINT api_keys_prefix UNIQUE (key_prefix)
);
CREATE INDEX api_keys_user ON api_keys (organization_id, user_id);

CREATE TABLE feature_flags (
    name       VARCHAR(64)  NOT NULL PRIMARY KEY,
    enabled    BOOLEAN      NOT NULL,
    updated_by VARCHAR(80)  NOT NULL,
    version    BIGINT       NOT NULL,
    updated_at ${timestamp} NOT NULL
);
