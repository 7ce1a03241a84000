CREATE TABLE transformations (
    id              VARCHAR(36)   NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36)   NOT NULL,
    name            VARCHAR(200)  NOT NULL,
    description     VARCHAR(2000),
    type            VARCHAR(20)   NOT NULL,
    status          VARCHAR(20)   NOT NULL,
    definition      ${json}       NOT NULL,
    created_by      VARCHAR(100)  NOT NULL,
    created_at      ${timestamp}  NOT NULL,
    updated_at      ${timestamp}  NOT NULL,
    revision        BIGINT        NOT NULL
);
CREATE INDEX ix_transformations_organization ON transformations (organization_id, id);
