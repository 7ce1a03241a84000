-- By what records of both sides are found to be the same, for hub records as far as they were looked at.
CREATE TABLE record_match_keys (
    integration_id VARCHAR(36)  NOT NULL,
    entity         VARCHAR(100) NOT NULL,
    record_id      VARCHAR(200) NOT NULL,
    match_key      VARCHAR(32)  NOT NULL,
    version        BIGINT       NOT NULL,
    settings_hash  VARCHAR(32)  NOT NULL,
    CONSTRAINT pk_record_match_keys PRIMARY KEY (integration_id, entity, record_id)
);
CREATE INDEX ix_record_match_keys_key ON record_match_keys (integration_id, entity, match_key);

-- A conflict is about a record that changed on both sides, or about one that is the same as several.
ALTER TABLE sync_conflicts ADD COLUMN kind VARCHAR(10) DEFAULT 'CHANGED' NOT NULL;
ALTER TABLE sync_conflicts ADD COLUMN candidates ${json};
