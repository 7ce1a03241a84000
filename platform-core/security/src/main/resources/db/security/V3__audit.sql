CREATE TABLE audit_entries (
    id              VARCHAR(36)  NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)  NOT NULL,
    actor           VARCHAR(120) NOT NULL,
    action          VARCHAR(100) NOT NULL,
    target          VARCHAR(300) NOT NULL,
    state_before    ${json},
    state_after     ${json},
    ip              VARCHAR(64)  NOT NULL,
    request_id      VARCHAR(128) NOT NULL,
    outcome         VARCHAR(16)  NOT NULL,
    occurred_at     ${timestamp} NOT NULL
);
CREATE INDEX audit_entries_organization ON audit_entries (organization_id, id);

-- Written together with an entry, removed together with its link: the entries that are not chained yet.
CREATE TABLE audit_pending (
    entry_id        VARCHAR(36) NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36) NOT NULL
);

-- The chain itself, in rows of its own so that neither table is ever updated.
CREATE TABLE audit_links (
    entry_id        VARCHAR(36) NOT NULL PRIMARY KEY REFERENCES audit_entries (id),
    organization_id VARCHAR(36) NOT NULL,
    chain_position  BIGINT      NOT NULL,
    previous_hash   VARCHAR(64) NOT NULL,
    hash            VARCHAR(64) NOT NULL,
    CONSTRAINT audit_links_position UNIQUE (organization_id, chain_position)
);

-- The sealed end of each chain; the seal is a MAC with a key that is wrapped by the master key.
CREATE TABLE audit_heads (
    organization_id VARCHAR(36) NOT NULL PRIMARY KEY,
    chain_position  BIGINT      NOT NULL,
    hash            VARCHAR(64) NOT NULL,
    key_id          VARCHAR(36) NOT NULL,
    seal            VARCHAR(64) NOT NULL,
    updated_at      ${timestamp} NOT NULL
);

-- Nothing can be put in here: triggers on append-only tables try to, and so fail the statement that fired them.
CREATE TABLE audit_refusals (
    refused INTEGER NOT NULL,
    CONSTRAINT audit_is_append_only CHECK (refused = 0)
);
