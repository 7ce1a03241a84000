CREATE TABLE custom_apis (
    id              VARCHAR(36)   NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)   NOT NULL,
    user_id         VARCHAR(36)   NOT NULL,
    name            VARCHAR(200)  NOT NULL,
    route           VARCHAR(500)  NOT NULL,
    method          VARCHAR(10)   NOT NULL,
    major           INTEGER       NOT NULL,
    active          SMALLINT      NOT NULL,
    definition      ${json}       NOT NULL,
    created_at      ${timestamp}  NOT NULL,
    updated_at      ${timestamp}  NOT NULL,
    revision        BIGINT        NOT NULL,
    CONSTRAINT uq_custom_apis_route UNIQUE (organization_id, route, method, major)
);
CREATE INDEX ix_custom_apis_organization ON custom_apis (organization_id, id);

-- One more at each change of an organization's APIs, so that other nodes see it.
CREATE TABLE custom_api_changes (
    organization_id VARCHAR(36)   NOT NULL PRIMARY KEY,
    revision        BIGINT        NOT NULL
);
