-- What each node saw of an API in a minute: counts, and how many answers took up to each of the limits of a histogram.
CREATE TABLE custom_api_metrics (
    api_id          VARCHAR(36)   NOT NULL,
    organization_id VARCHAR(36)   NOT NULL,
    at_minute       ${timestamp}  NOT NULL,
    node            VARCHAR(36)   NOT NULL,
    requests        BIGINT        NOT NULL,
    refused         BIGINT        NOT NULL,
    failed          BIGINT        NOT NULL,
    request_bytes   BIGINT        NOT NULL,
    response_bytes  BIGINT        NOT NULL,
    cache_hits      BIGINT        NOT NULL,
    times           VARCHAR(600)  NOT NULL,
    PRIMARY KEY (api_id, at_minute, node)
);
CREATE INDEX ix_custom_api_metrics_organization ON custom_api_metrics (organization_id, api_id, at_minute, node);
CREATE INDEX ix_custom_api_metrics_minute ON custom_api_metrics (at_minute);
