-- How often each key was used in a calendar month (UTC, such as 2026-11); what its quota is compared with.
CREATE TABLE api_key_usage (
    key_id          VARCHAR(36) NOT NULL,
    organization_id VARCHAR(36) NOT NULL,
    usage_month     VARCHAR(7)  NOT NULL,
    requests        BIGINT      NOT NULL,
    PRIMARY KEY (key_id, usage_month)
);
CREATE INDEX api_key_usage_organization ON api_key_usage (organization_id);
