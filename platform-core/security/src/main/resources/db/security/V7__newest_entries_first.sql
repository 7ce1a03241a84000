-- The newest entries are what is asked for, and Derby reads an index one way only.
CREATE INDEX audit_entries_newest ON audit_entries (organization_id, id DESC);
DROP INDEX audit_entries_organization;
