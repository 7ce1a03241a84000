CREATE TABLE extensions (
    id VARCHAR(200) NOT NULL,
    developer_id VARCHAR(36) NOT NULL,
    name VARCHAR(200) NOT NULL,
    description VARCHAR(4000) NOT NULL,
    category VARCHAR(32) NOT NULL,
    tags VARCHAR(2000) NOT NULL,
    publisher VARCHAR(200) NOT NULL,
    search_text VARCHAR(8000) NOT NULL,
    status VARCHAR(16) NOT NULL,
    latest_version VARCHAR(100),
    downloads BIGINT NOT NULL,
    created_at ${timestamp} NOT NULL,
    updated_at ${timestamp} NOT NULL,
    CONSTRAINT pk_extensions PRIMARY KEY (id)
);

CREATE INDEX ix_extensions_status ON extensions (status, id);

CREATE TABLE extension_versions (
    id VARCHAR(36) NOT NULL,
    extension_id VARCHAR(200) NOT NULL,
    version VARCHAR(100) NOT NULL,
    organization_id VARCHAR(36) NOT NULL,
    package_hash VARCHAR(64) NOT NULL,
    package_size BIGINT NOT NULL,
    descriptor ${json} NOT NULL,
    checks ${json} NOT NULL,
    review_status VARCHAR(20) NOT NULL,
    review_reason VARCHAR(2000),
    submitted_by VARCHAR(200) NOT NULL,
    submitted_at ${timestamp} NOT NULL,
    reviewed_by VARCHAR(200),
    reviewed_at ${timestamp},
    published_at ${timestamp},
    revision BIGINT NOT NULL,
    CONSTRAINT pk_extension_versions PRIMARY KEY (id),
    CONSTRAINT uq_extension_versions UNIQUE (extension_id, version)
);

CREATE INDEX ix_extension_versions_organization ON extension_versions (organization_id, id);
CREATE INDEX ix_extension_versions_hash ON extension_versions (package_hash);

CREATE TABLE installations (
    id VARCHAR(36) NOT NULL,
    organization_id VARCHAR(36) NOT NULL,
    extension_id VARCHAR(200) NOT NULL,
    desired_state VARCHAR(16) NOT NULL,
    desired_version VARCHAR(100) NOT NULL,
    desired_setup ${json} NOT NULL,
    actual_state VARCHAR(16) NOT NULL,
    actual_version VARCHAR(100),
    actual_setup ${json},
    previous_version VARCHAR(100),
    previous_setup ${json},
    last_error VARCHAR(2000),
    generation BIGINT NOT NULL,
    job_id VARCHAR(36),
    revision BIGINT NOT NULL,
    installed_by VARCHAR(200) NOT NULL,
    installed_at ${timestamp} NOT NULL,
    updated_at ${timestamp} NOT NULL,
    purge_after ${timestamp},
    CONSTRAINT pk_installations PRIMARY KEY (id),
    CONSTRAINT uq_installations UNIQUE (organization_id, extension_id)
);

CREATE INDEX ix_installations_extension ON installations (extension_id, actual_state);
CREATE INDEX ix_installations_state ON installations (actual_state, id);
