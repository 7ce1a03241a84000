-- A person asks for the newest events; Derby reads an index one way only.
CREATE INDEX outbox_events_newest ON outbox_events (organization_id, seq DESC);
