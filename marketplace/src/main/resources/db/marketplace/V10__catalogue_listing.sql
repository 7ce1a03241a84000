-- Counts the changes of what the catalogue lists; the row is locked by each of them until it commits, so that they become visible in
-- their order. Search indexes ask it what they have missed.
CREATE TABLE catalogue_clock (
    name VARCHAR(16) NOT NULL,
    epoch VARCHAR(36) NOT NULL,
    revision BIGINT NOT NULL,
    CONSTRAINT pk_catalogue_clock PRIMARY KEY (name)
);

ALTER TABLE extensions DROP COLUMN search_text;
ALTER TABLE extensions ADD COLUMN listing_revision BIGINT DEFAULT 0 NOT NULL;

CREATE INDEX ix_extensions_listing ON extensions (listing_revision);
CREATE INDEX ix_extensions_developer ON extensions (developer_id, id);

-- What a package's manifest says, read once: a digest names always the same bytes.
CREATE TABLE package_facts (
    package_hash VARCHAR(64) NOT NULL,
    facts ${json} NOT NULL,
    CONSTRAINT pk_package_facts PRIMARY KEY (package_hash)
);

-- Which organization got which version, and when; kept so that the reach of a bad version is known.
CREATE TABLE extension_downloads (
    id VARCHAR(36) NOT NULL,
    extension_id VARCHAR(200) NOT NULL,
    version VARCHAR(100) NOT NULL,
    organization_id VARCHAR(36) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    actor VARCHAR(200) NOT NULL,
    downloaded_at ${timestamp} NOT NULL,
    CONSTRAINT pk_extension_downloads PRIMARY KEY (id)
);

CREATE INDEX ix_extension_downloads_version ON extension_downloads (extension_id, version, organization_id);

CREATE TABLE extension_reviews (
    id VARCHAR(36) NOT NULL,
    extension_id VARCHAR(200) NOT NULL,
    version VARCHAR(100) NOT NULL,
    organization_id VARCHAR(36) NOT NULL,
    user_id VARCHAR(36) NOT NULL,
    stars INTEGER NOT NULL,
    text VARCHAR(4000) NOT NULL,
    created_at ${timestamp} NOT NULL,
    updated_at ${timestamp} NOT NULL,
    revision BIGINT NOT NULL,
    CONSTRAINT pk_extension_reviews PRIMARY KEY (id),
    CONSTRAINT uq_extension_reviews UNIQUE (extension_id, version, organization_id)
);
