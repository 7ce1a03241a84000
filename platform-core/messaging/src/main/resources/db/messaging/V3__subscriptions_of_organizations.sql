-- Whose events alone a subscription needs; null for those of all organizations. Events that were forgotten before it saw them.
ALTER TABLE outbox_subscriptions ADD COLUMN organization_id VARCHAR(36);
ALTER TABLE outbox_subscriptions ADD COLUMN missed BIGINT DEFAULT 0 NOT NULL;
CREATE INDEX outbox_subscriptions_of_organization ON outbox_subscriptions (organization_id);
