-- What organizations may use of extensions that cost something. A trial is had once.
CREATE TABLE entitlements (
    organization_id VARCHAR(36) NOT NULL,
    extension_id VARCHAR(200) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    starts_at ${timestamp} NOT NULL,
    ends_at ${timestamp},
    granted_by VARCHAR(200) NOT NULL,
    reference VARCHAR(200),
    CONSTRAINT pk_entitlements PRIMARY KEY (organization_id, extension_id, kind)
);

CREATE TABLE purchases (
    id VARCHAR(36) NOT NULL,
    organization_id VARCHAR(36) NOT NULL,
    extension_id VARCHAR(200) NOT NULL,
    provider VARCHAR(100) NOT NULL,
    status VARCHAR(16) NOT NULL,
    model VARCHAR(16) NOT NULL,
    price VARCHAR(20) NOT NULL,
    currency VARCHAR(3) NOT NULL,
    reference VARCHAR(200),
    address VARCHAR(1000),
    detail VARCHAR(500),
    created_by VARCHAR(200) NOT NULL,
    created_at ${timestamp} NOT NULL,
    updated_at ${timestamp} NOT NULL,
    CONSTRAINT pk_purchases PRIMARY KEY (id)
);

CREATE INDEX ix_purchases_organization ON purchases (organization_id, id);
CREATE INDEX ix_purchases_status ON purchases (status, updated_at);
