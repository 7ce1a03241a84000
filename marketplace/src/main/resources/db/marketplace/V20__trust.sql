CREATE TABLE publisher_keys (
    organization_id VARCHAR(36) NOT NULL,
    key_id VARCHAR(64) NOT NULL,
    name VARCHAR(100) NOT NULL,
    public_key VARCHAR(200) NOT NULL,
    status VARCHAR(16) NOT NULL,
    created_by VARCHAR(200) NOT NULL,
    created_at ${timestamp} NOT NULL,
    ended_at ${timestamp},
    bad_since ${timestamp},
    reason VARCHAR(2000),
    CONSTRAINT pk_publisher_keys PRIMARY KEY (organization_id, key_id)
);

CREATE TABLE publisher_namespaces (
    id VARCHAR(36) NOT NULL,
    namespace VARCHAR(200) NOT NULL,
    organization_id VARCHAR(36) NOT NULL,
    status VARCHAR(16) NOT NULL,
    evidence VARCHAR(2000) NOT NULL,
    requested_by VARCHAR(200) NOT NULL,
    requested_at ${timestamp} NOT NULL,
    decided_by VARCHAR(200),
    decided_at ${timestamp},
    reason VARCHAR(2000),
    CONSTRAINT pk_publisher_namespaces PRIMARY KEY (id)
);

CREATE INDEX ix_publisher_namespaces_namespace ON publisher_namespaces (namespace, status);
CREATE INDEX ix_publisher_namespaces_organization ON publisher_namespaces (organization_id, id);

-- Its rows are locked by what may happen once at a time in the whole installation.
CREATE TABLE marketplace_locks (
    name VARCHAR(32) NOT NULL,
    holders BIGINT NOT NULL,
    CONSTRAINT pk_marketplace_locks PRIMARY KEY (name)
);

INSERT INTO marketplace_locks (name, holders) VALUES ('namespaces', 0);
INSERT INTO marketplace_locks (name, holders) VALUES ('keys', 0);

CREATE TABLE marketplace_keys (
    key_id VARCHAR(64) NOT NULL,
    public_key VARCHAR(200) NOT NULL,
    status VARCHAR(16) NOT NULL,
    created_at ${timestamp} NOT NULL,
    ended_at ${timestamp},
    reason VARCHAR(2000),
    CONSTRAINT pk_marketplace_keys PRIMARY KEY (key_id)
);

CREATE TABLE package_signatures (
    version_id VARCHAR(36) NOT NULL,
    organization_id VARCHAR(36) NOT NULL,
    publisher_signature ${json},
    countersignature ${json},
    CONSTRAINT pk_package_signatures PRIMARY KEY (version_id)
);

CREATE TABLE version_revocations (
    extension_id VARCHAR(200) NOT NULL,
    version VARCHAR(100) NOT NULL,
    policy VARCHAR(16) NOT NULL,
    replacement VARCHAR(100),
    reason VARCHAR(2000) NOT NULL,
    revoked_by VARCHAR(200) NOT NULL,
    revoked_at ${timestamp} NOT NULL,
    job_id VARCHAR(36),
    CONSTRAINT pk_version_revocations PRIMARY KEY (extension_id, version)
);
