-- The installation for which another one was made, while that one's own change is not over.
ALTER TABLE installations ADD COLUMN brought_by VARCHAR(36);

CREATE INDEX ix_installations_brought_by ON installations (brought_by);
