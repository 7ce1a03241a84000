-- Who called an API lately, so that its organization can tell them when a version ends.
CREATE TABLE custom_api_callers (
    api_id          VARCHAR(36)   NOT NULL,
    organization_id VARCHAR(36)   NOT NULL,
    caller          VARCHAR(200)  NOT NULL,
    seen_at         ${timestamp}  NOT NULL,
    PRIMARY KEY (api_id, caller)
);
CREATE INDEX ix_custom_api_callers_organization ON custom_api_callers (organization_id, api_id, caller);
CREATE INDEX ix_custom_api_callers_seen ON custom_api_callers (seen_at);
