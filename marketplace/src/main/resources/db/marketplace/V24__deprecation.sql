-- What its publisher says of an extension that is not kept up any more.
ALTER TABLE extensions ADD COLUMN deprecation_reason VARCHAR(2000);
ALTER TABLE extensions ADD COLUMN deprecation_replacement VARCHAR(200);
ALTER TABLE extensions ADD COLUMN deprecated_at ${timestamp};
