-- What versions of extensions used in a day (UTC), added up over all organizations and nodes.
CREATE TABLE version_usage (
    extension_id VARCHAR(200) NOT NULL,
    version VARCHAR(100) NOT NULL,
    usage_day VARCHAR(10) NOT NULL,
    call_count BIGINT NOT NULL,
    error_count BIGINT NOT NULL,
    timeout_count BIGINT NOT NULL,
    stop_count BIGINT NOT NULL,
    wall_nanos BIGINT NOT NULL,
    cpu_nanos BIGINT NOT NULL,
    allocated_bytes BIGINT NOT NULL,
    log_characters BIGINT NOT NULL,
    CONSTRAINT version_usage_pk PRIMARY KEY (extension_id, version, usage_day)
);
