-- Keys of the platform, each wrapped by a master key that is kept outside of the database. The highest generation is in use.
CREATE TABLE wrapped_keys (
    id            VARCHAR(36)  NOT NULL PRIMARY KEY,
    purpose       VARCHAR(32)  NOT NULL,
    owner_id      VARCHAR(36)  NOT NULL,
    generation    INTEGER      NOT NULL,
    master_key_id VARCHAR(32)  NOT NULL,
    wrapped       ${bytes}     NOT NULL,
    created_at    ${timestamp} NOT NULL,
    CONSTRAINT wrapped_keys_generation UNIQUE (purpose, owner_id, generation)
);

-- The revision counts replacements, so that sealing anew cannot undo one. The foreign key keeps a data key alive for as long as anything is encrypted with it.
CREATE TABLE credentials (
    organization_id VARCHAR(36)  NOT NULL,
    reference       VARCHAR(200) NOT NULL,
    key_id          VARCHAR(36)  NOT NULL REFERENCES wrapped_keys (id),
    sealed          ${bytes}     NOT NULL,
    revision        BIGINT       NOT NULL,
    updated_at      ${timestamp} NOT NULL,
    PRIMARY KEY (organization_id, reference)
);
CREATE INDEX credentials_key ON credentials (key_id);
