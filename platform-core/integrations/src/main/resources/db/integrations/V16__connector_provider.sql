-- Whose connector an integration has: the id of an extension, or 'platform'. Empty where no such connector was there when it was chosen,
-- and in rows that are older than this: the platform settles those of integrations that were activated.
ALTER TABLE integrations ADD COLUMN connector_provider VARCHAR(200);
