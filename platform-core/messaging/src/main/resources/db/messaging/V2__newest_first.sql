-- A person asks for the newest; Derby reads an index one way only.
CREATE INDEX outbox_events_newest ON outbox_events (organization_id, seq DESC);
CREATE INDEX outbox_events_by_topic ON outbox_events (organization_id, topic, seq DESC);
CREATE INDEX jobs_by_organization_and_state ON jobs (organization_id, state, id DESC);
