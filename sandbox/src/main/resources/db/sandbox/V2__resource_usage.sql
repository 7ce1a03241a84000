-- What installations used in a day (UTC), added up over all nodes.
CREATE TABLE resource_usage (
    organization_id VARCHAR(36) NOT NULL,
    installation_id VARCHAR(36) NOT NULL,
    usage_day VARCHAR(10) NOT NULL,
    call_count BIGINT NOT NULL,
    error_count BIGINT NOT NULL,
    timeout_count BIGINT NOT NULL,
    stop_count BIGINT NOT NULL,
    wall_nanos BIGINT NOT NULL,
    cpu_nanos BIGINT NOT NULL,
    allocated_bytes BIGINT NOT NULL,
    log_characters BIGINT NOT NULL,
    CONSTRAINT resource_usage_pk PRIMARY KEY (organization_id, installation_id, usage_day)
);
