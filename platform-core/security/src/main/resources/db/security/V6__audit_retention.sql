-- Where a chain begins whose older entries were removed after the time that they are kept: the sealed link before its first one.
CREATE TABLE audit_anchors (
    organization_id VARCHAR(36)  NOT NULL PRIMARY KEY,
    chain_position  BIGINT       NOT NULL,
    hash            VARCHAR(64)  NOT NULL,
    key_id          VARCHAR(36)  NOT NULL,
    seal            VARCHAR(64)  NOT NULL,
    removed_at      ${timestamp} NOT NULL
);
