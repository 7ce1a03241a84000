package org.archipel.integrations.internal.records;

/** Where an inbound batch goes: the entity of an organization, linked to an integration. */
public record WriteTarget(String organizationId, String integrationId, String entity) {
    public String origin() {
        return "integration:" + integrationId;
    }
}
