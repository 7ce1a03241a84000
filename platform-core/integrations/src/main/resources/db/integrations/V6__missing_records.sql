-- Whether a run reads everything there is, and whether it is through with reading: then what it did not meet is gone.
ALTER TABLE sync_runs ADD COLUMN scan VARCHAR(10) DEFAULT 'PARTIAL' NOT NULL;
ALTER TABLE sync_runs ADD COLUMN read_done BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE sync_runs ADD COLUMN records_missing BIGINT DEFAULT 0 NOT NULL;

-- When everything was last read.
ALTER TABLE sync_watermarks ADD COLUMN scanned_at ${timestamp};

-- When the record was made on the remote side: its lists may not show it at once.
ALTER TABLE record_bases ADD COLUMN sent_at ${timestamp};

-- The external ids that a full scan has met, 64 bits of each, one row a transaction; gone with the end of the run.
CREATE TABLE sync_seen (
    integration_id VARCHAR(36) NOT NULL,
    run_id         VARCHAR(36) NOT NULL,
    part           BIGINT      NOT NULL,
    ids            ${bytes}    NOT NULL,
    CONSTRAINT pk_sync_seen PRIMARY KEY (run_id, part)
);
CREATE INDEX ix_sync_seen_integration ON sync_seen (integration_id);
