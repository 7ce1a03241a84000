-- One purchase begins at a time, so that two administrators do not pay for the same.
INSERT INTO marketplace_locks (name, holders) VALUES ('purchases', 0);
