-- Which way the records of a run went.
ALTER TABLE sync_runs ADD COLUMN flow VARCHAR(10) DEFAULT 'INBOUND' NOT NULL;

-- What both sides last agreed on, for entities that are written to the remote side: the base of three-way comparisons. Such an
-- entity has its rows here instead of in record_links.
CREATE TABLE record_bases (
    integration_id  VARCHAR(36)  NOT NULL,
    entity          VARCHAR(100) NOT NULL,
    record_id       VARCHAR(200) NOT NULL,
    organization_id VARCHAR(36)  NOT NULL,
    external_id     VARCHAR(255),
    base            ${json}      NOT NULL,
    hash            VARCHAR(32)  NOT NULL,
    synced_version  BIGINT       NOT NULL,
    state           VARCHAR(10)  NOT NULL,
    change_key      VARCHAR(64),
    CONSTRAINT pk_record_bases PRIMARY KEY (integration_id, entity, record_id)
);
CREATE INDEX ix_record_bases_external ON record_bases (integration_id, entity, external_id);

CREATE TABLE sync_conflicts (
    id                 VARCHAR(36)  NOT NULL PRIMARY KEY,
    organization_id    VARCHAR(36)  NOT NULL,
    integration_id     VARCHAR(36)  NOT NULL,
    entity             VARCHAR(100) NOT NULL,
    record_id          VARCHAR(200) NOT NULL,
    external_id        VARCHAR(255) NOT NULL,
    fields             ${json}      NOT NULL,
    base               ${json}      NOT NULL,
    source             ${json},
    source_modified_at ${timestamp},
    state              VARCHAR(10)  NOT NULL,
    resolved_by        VARCHAR(100),
    created_at         ${timestamp} NOT NULL,
    updated_at         ${timestamp} NOT NULL,
    CONSTRAINT uq_sync_conflicts UNIQUE (integration_id, entity, record_id)
);
