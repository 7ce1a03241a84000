CREATE TABLE integrations (
    id                   VARCHAR(36)  NOT NULL PRIMARY KEY,
    organization_id      VARCHAR(36)  NOT NULL,
    name                 VARCHAR(200) NOT NULL,
    description          VARCHAR(2000),
    type                 VARCHAR(20)  NOT NULL,
    connector_id         VARCHAR(200),
    config               ${json}      NOT NULL,
    field_mappings       ${json}      NOT NULL,
    transformation_rules ${json}      NOT NULL,
    sync_settings        ${json}      NOT NULL,
    tags                 ${json}      NOT NULL,
    status               VARCHAR(20)  NOT NULL,
    status_reason        VARCHAR(2000),
    resume_status        VARCHAR(20),
    created_by           VARCHAR(100) NOT NULL,
    created_at           ${timestamp} NOT NULL,
    updated_at           ${timestamp} NOT NULL,
    revision             BIGINT       NOT NULL
);
CREATE INDEX ix_integrations_organization ON integrations (organization_id, id);
CREATE INDEX ix_integrations_connector ON integrations (connector_id);

CREATE TABLE integration_health (
    integration_id  VARCHAR(36) NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36) NOT NULL,
    status          VARCHAR(10) NOT NULL,
    response_ms     BIGINT      NOT NULL,
    checked_at      ${timestamp} NOT NULL,
    detail          VARCHAR(2000)
);

CREATE TABLE integration_health_checks (
    id              VARCHAR(36) NOT NULL PRIMARY KEY,
    integration_id  VARCHAR(36) NOT NULL,
    organization_id VARCHAR(36) NOT NULL,
    status          VARCHAR(10) NOT NULL,
    response_ms     BIGINT      NOT NULL,
    checked_at      ${timestamp} NOT NULL,
    detail          VARCHAR(2000)
);
CREATE INDEX ix_health_checks_integration ON integration_health_checks (integration_id, id);

CREATE TABLE integration_logs (
    id              VARCHAR(36)  NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)  NOT NULL,
    integration_id  VARCHAR(36)  NOT NULL,
    level           VARCHAR(10)  NOT NULL,
    message         VARCHAR(2000) NOT NULL,
    detail          ${text},
    logged_at       ${timestamp} NOT NULL
);
CREATE INDEX ix_logs_integration ON integration_logs (integration_id, id);

-- The hub: the present version of each record. A deleted record stays as a row, so that its links know what became of it.
CREATE TABLE records (
    organization_id VARCHAR(36)  NOT NULL,
    entity          VARCHAR(100) NOT NULL,
    id              VARCHAR(200) NOT NULL,
    version         BIGINT       NOT NULL,
    data            ${json}      NOT NULL,
    hash            VARCHAR(32)  NOT NULL,
    origin          VARCHAR(100) NOT NULL,
    deleted         BOOLEAN      NOT NULL,
    created_at      ${timestamp} NOT NULL,
    updated_at      ${timestamp} NOT NULL,
    CONSTRAINT pk_records PRIMARY KEY (organization_id, entity, id)
);

-- Earlier versions only: a record that never changed costs nothing here.
CREATE TABLE record_versions (
    organization_id VARCHAR(36)  NOT NULL,
    entity          VARCHAR(100) NOT NULL,
    record_id       VARCHAR(200) NOT NULL,
    version         BIGINT       NOT NULL,
    data            ${json}      NOT NULL,
    hash            VARCHAR(32)  NOT NULL,
    origin          VARCHAR(100) NOT NULL,
    deleted         BOOLEAN      NOT NULL,
    written_at      ${timestamp} NOT NULL,
    CONSTRAINT pk_record_versions PRIMARY KEY (organization_id, entity, record_id, version)
);

-- External id to internal id, with the hash of what was last synchronized.
CREATE TABLE record_links (
    integration_id VARCHAR(36)  NOT NULL,
    entity         VARCHAR(100) NOT NULL,
    external_id    VARCHAR(255) NOT NULL,
    record_id      VARCHAR(200) NOT NULL,
    hash           VARCHAR(32)  NOT NULL,
    CONSTRAINT pk_record_links PRIMARY KEY (integration_id, entity, external_id)
);

CREATE TABLE sync_runs (
    id                VARCHAR(36)  NOT NULL PRIMARY KEY,
    organization_id   VARCHAR(36)  NOT NULL,
    integration_id    VARCHAR(36)  NOT NULL,
    entity            VARCHAR(100) NOT NULL,
    job_id            VARCHAR(36)  NOT NULL,
    state             VARCHAR(20)  NOT NULL,
    dry_run           BOOLEAN      NOT NULL,
    since             ${timestamp},
    record_limit      BIGINT,
    started_at        ${timestamp} NOT NULL,
    finished_at       ${timestamp},
    position          ${json},
    checkpoints       BIGINT       NOT NULL,
    total             BIGINT,
    records_read      BIGINT       NOT NULL,
    records_filtered  BIGINT       NOT NULL,
    records_created   BIGINT       NOT NULL,
    records_updated   BIGINT       NOT NULL,
    records_unchanged BIGINT       NOT NULL,
    records_deleted   BIGINT       NOT NULL,
    quarantined       BIGINT       NOT NULL,
    conflicts         BIGINT       NOT NULL,
    failures          INTEGER      NOT NULL,
    error_code        VARCHAR(50),
    error_message     VARCHAR(2000),
    samples           ${json},
    settings_hash     VARCHAR(32)  NOT NULL
);
CREATE INDEX ix_sync_runs_integration ON sync_runs (integration_id, id);
CREATE INDEX ix_sync_runs_job ON sync_runs (job_id);

-- Who synchronizes an entity of an integration at the moment; one job at most.
CREATE TABLE sync_claims (
    integration_id VARCHAR(36)  NOT NULL,
    entity         VARCHAR(100) NOT NULL,
    job_id         VARCHAR(36)  NOT NULL,
    claimed_at     ${timestamp} NOT NULL,
    CONSTRAINT pk_sync_claims PRIMARY KEY (integration_id, entity)
);

-- Up to when an entity is known to be synchronized, and under which settings.
CREATE TABLE sync_watermarks (
    integration_id VARCHAR(36)  NOT NULL,
    entity         VARCHAR(100) NOT NULL,
    watermark      ${timestamp} NOT NULL,
    settings_hash  VARCHAR(32)  NOT NULL,
    completed_at   ${timestamp} NOT NULL,
    CONSTRAINT pk_sync_watermarks PRIMARY KEY (integration_id, entity)
);

CREATE TABLE quarantined_records (
    id                VARCHAR(36)  NOT NULL PRIMARY KEY,
    organization_id   VARCHAR(36)  NOT NULL,
    integration_id    VARCHAR(36)  NOT NULL,
    entity            VARCHAR(100) NOT NULL,
    record_key        VARCHAR(255) NOT NULL,
    run_id            VARCHAR(36)  NOT NULL,
    code              VARCHAR(50)  NOT NULL,
    reason            VARCHAR(2000) NOT NULL,
    pointer           VARCHAR(500),
    payload           ${json}      NOT NULL,
    payload_truncated BOOLEAN      NOT NULL,
    occurrences       BIGINT       NOT NULL,
    state             VARCHAR(20)  NOT NULL,
    created_at        ${timestamp} NOT NULL,
    updated_at        ${timestamp} NOT NULL,
    CONSTRAINT uq_quarantined_records UNIQUE (integration_id, entity, record_key)
);
