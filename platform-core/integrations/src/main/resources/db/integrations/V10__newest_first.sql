-- The newest are what is asked for, and Derby reads an index one way only.
CREATE INDEX ix_logs_newest ON integration_logs (integration_id, id DESC);
DROP INDEX ix_logs_integration;
CREATE INDEX ix_health_checks_newest ON integration_health_checks (integration_id, id DESC);
DROP INDEX ix_health_checks_integration;
CREATE INDEX ix_sync_runs_newest ON sync_runs (integration_id, id DESC);
DROP INDEX ix_sync_runs_integration;
CREATE INDEX ix_webhook_deliveries_newest ON webhook_deliveries (organization_id, id DESC);
DROP INDEX ix_webhook_deliveries_organization;
