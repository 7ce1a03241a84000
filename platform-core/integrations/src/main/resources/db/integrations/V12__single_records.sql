-- Records that were told of, here or there, and wait to be synchronized by themselves; without an entity, all that is new.
CREATE TABLE sync_changes (
    id             VARCHAR(36)  NOT NULL PRIMARY KEY,
    integration_id VARCHAR(36)  NOT NULL,
    side           VARCHAR(10)  NOT NULL,
    entity         VARCHAR(100) NOT NULL,
    record_id      VARCHAR(255) NOT NULL
);
CREATE INDEX ix_sync_changes_integration ON sync_changes (integration_id, id);

-- The records that a webhook tells of; none where it does not say.
ALTER TABLE received_webhooks ADD COLUMN records VARCHAR(16000);

-- Where the next read of changes begins, at remote systems that go on from a position.
ALTER TABLE sync_watermarks ADD COLUMN bookmark ${json};
ALTER TABLE sync_runs ADD COLUMN bookmark ${json};

-- Which nodes use an account of a remote system at present: they share what it takes.
CREATE TABLE account_use (
    account VARCHAR(32)  NOT NULL,
    node    VARCHAR(36)  NOT NULL,
    used_at ${timestamp} NOT NULL,
    CONSTRAINT pk_account_use PRIMARY KEY (account, node)
);
