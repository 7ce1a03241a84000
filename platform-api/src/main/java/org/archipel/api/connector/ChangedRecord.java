package org.archipel.api.connector;

/**
 * A record of the remote system that a webhook tells of as made, changed or deleted.
 *
 * @param externalId its id there, as {@link ConnectorSession#fetch} takes it
 */
public record ChangedRecord(String entity, String externalId) {}
