-- One row an installation; writers of its data take turns on it, so that the quota is counted exactly.
CREATE TABLE storage_usage (
    organization_id VARCHAR(36) NOT NULL,
    installation_id VARCHAR(36) NOT NULL,
    used_bytes BIGINT NOT NULL,
    CONSTRAINT storage_usage_pk PRIMARY KEY (organization_id, installation_id)
);

CREATE TABLE stored_values (
    organization_id VARCHAR(36) NOT NULL,
    installation_id VARCHAR(36) NOT NULL,
    value_key VARCHAR(256) NOT NULL,
    content ${json} NOT NULL,
    size_bytes BIGINT NOT NULL,
    CONSTRAINT stored_values_pk PRIMARY KEY (organization_id, installation_id, value_key)
);

CREATE TABLE stored_documents (
    organization_id VARCHAR(36) NOT NULL,
    installation_id VARCHAR(36) NOT NULL,
    collection_name VARCHAR(100) NOT NULL,
    document_id VARCHAR(256) NOT NULL,
    document_version BIGINT NOT NULL,
    content ${json} NOT NULL,
    size_bytes BIGINT NOT NULL,
    updated_at ${timestamp} NOT NULL,
    CONSTRAINT stored_documents_pk PRIMARY KEY (organization_id, installation_id, collection_name, document_id)
);

-- Tasks with an interval, and the job of a run that was asked for by name.
CREATE TABLE extension_tasks (
    organization_id VARCHAR(36) NOT NULL,
    installation_id VARCHAR(36) NOT NULL,
    task_name VARCHAR(100) NOT NULL,
    is_recurring SMALLINT NOT NULL,
    next_job_id VARCHAR(36),
    running_job_id VARCHAR(36),
    running_until ${timestamp},
    CONSTRAINT extension_tasks_pk PRIMARY KEY (organization_id, installation_id, task_name)
);
