-- The last good answers of actions, for integrations that fall back on them.
CREATE TABLE action_answers (
    integration_id  VARCHAR(36)  NOT NULL,
    call_hash       VARCHAR(32)  NOT NULL,
    organization_id VARCHAR(36)  NOT NULL,
    answer          ${json}      NOT NULL,
    answered_at     ${timestamp} NOT NULL,
    CONSTRAINT pk_action_answers PRIMARY KEY (integration_id, call_hash)
);
