-- A record of the remote system is linked with one of the hub. Of several the oldest stays, one that is linked before all others; the
-- rest are left alone: sent, they would be made there once more.
UPDATE record_bases SET external_id = NULL, state = 'DETACHED', change_key = NULL
    WHERE external_id IS NOT NULL AND state <> 'LINKED' AND EXISTS (
        SELECT 1 FROM record_bases other WHERE other.integration_id = record_bases.integration_id
            AND other.entity = record_bases.entity AND other.external_id = record_bases.external_id AND other.state = 'LINKED');
UPDATE record_bases SET external_id = NULL, state = 'DETACHED', change_key = NULL
    WHERE external_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM record_bases other WHERE other.integration_id = record_bases.integration_id
            AND other.entity = record_bases.entity AND other.external_id = record_bases.external_id
            AND other.record_id < record_bases.record_id);
-- Its index takes the place of the one before; several without an external id are no duplicates.
DROP INDEX ix_record_bases_external;
ALTER TABLE record_bases ADD CONSTRAINT uq_record_bases_external UNIQUE (integration_id, entity, external_id);
