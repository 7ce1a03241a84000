-- The generation of an API's kept answers; one more, and those before are not found any more.
CREATE TABLE custom_api_generations (
    api_id          VARCHAR(36)   NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)   NOT NULL,
    generation      BIGINT        NOT NULL
);
CREATE INDEX ix_custom_api_generations ON custom_api_generations (organization_id);

CREATE TABLE custom_api_answers (
    organization_id VARCHAR(36)   NOT NULL,
    cache_key       VARCHAR(64)   NOT NULL,
    answer          ${bytes}      NOT NULL,
    expires_at      ${timestamp}  NOT NULL,
    PRIMARY KEY (organization_id, cache_key)
);
CREATE INDEX ix_custom_api_answers_expiry ON custom_api_answers (expires_at);
