ALTER TABLE installations ADD COLUMN kept_setups ${json};
ALTER TABLE installations ADD COLUMN probation_until ${timestamp};
ALTER TABLE installations ADD COLUMN notice VARCHAR(2000);

CREATE INDEX ix_installations_probation ON installations (probation_until);
CREATE INDEX ix_installations_version ON installations (extension_id, actual_version);

CREATE TABLE update_policies (
    organization_id VARCHAR(36) NOT NULL,
    extension_id VARCHAR(200) NOT NULL,
    pinned BOOLEAN NOT NULL,
    automatic VARCHAR(8) NOT NULL,
    maintenance_window ${json},
    skipped_version VARCHAR(100),
    skipped_because VARCHAR(2000),
    updated_at ${timestamp} NOT NULL,
    CONSTRAINT pk_update_policies PRIMARY KEY (organization_id, extension_id)
);
