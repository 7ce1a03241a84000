-- Webhooks are told apart by age by their ids, which are in order of time: one index less to be written for each.
DROP INDEX ix_received_webhooks_age;
