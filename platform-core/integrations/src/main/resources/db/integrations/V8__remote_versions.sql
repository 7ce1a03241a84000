-- What the remote side calls the version of a record that both sides know, for changes of that version only.
ALTER TABLE record_bases ADD COLUMN remote_version VARCHAR(500);
