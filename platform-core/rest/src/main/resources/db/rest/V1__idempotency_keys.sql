-- Answers to requests that carried an Idempotency-Key. The id is a digest of caller, method, path and key; the answer is encrypted
-- with the key itself, which is not stored.
CREATE TABLE idempotency_keys (
    id VARCHAR(64) NOT NULL PRIMARY KEY,
    owner VARCHAR(128) NOT NULL,
    fingerprint VARCHAR(64),
    started_at ${timestamp} NOT NULL,
    expires_at ${timestamp} NOT NULL,
    answer ${bytes}
);

CREATE INDEX idempotency_keys_expiry ON idempotency_keys (expires_at);
