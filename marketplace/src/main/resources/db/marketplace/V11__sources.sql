-- Other marketplaces whose packages can be taken over.
CREATE TABLE marketplace_sources (
    id VARCHAR(36) NOT NULL,
    organization_id VARCHAR(36) NOT NULL,
    name VARCHAR(100) NOT NULL,
    url VARCHAR(500) NOT NULL,
    public_key VARCHAR(200) NOT NULL,
    key_id VARCHAR(64) NOT NULL,
    created_by VARCHAR(200) NOT NULL,
    created_at ${timestamp} NOT NULL,
    issued_at ${timestamp},
    refreshed_at ${timestamp},
    last_error VARCHAR(1000),
    revision BIGINT NOT NULL,
    CONSTRAINT pk_marketplace_sources PRIMARY KEY (id),
    CONSTRAINT uq_marketplace_sources UNIQUE (name)
);

-- What they offer, as of their last list that was taken.
CREATE TABLE source_packages (
    source_id VARCHAR(36) NOT NULL,
    extension_id VARCHAR(200) NOT NULL,
    version VARCHAR(100) NOT NULL,
    entry ${json} NOT NULL,
    CONSTRAINT pk_source_packages PRIMARY KEY (source_id, extension_id, version)
);
