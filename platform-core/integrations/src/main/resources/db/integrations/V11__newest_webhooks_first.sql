-- Derby reads an index one way only; what waits to be processed is read from the other end.
CREATE INDEX ix_received_webhooks_newest ON received_webhooks (integration_id, state, id DESC);
