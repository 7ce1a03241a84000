package org.archipel.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.osgi.annotation.versioning.ProviderType;

/** Runs named actions of an organization's integrations. Thread-safe. */
@ProviderType
public interface ConnectorActions {
    /** Whether the organization has an integration whose connector offers an action of that name. */
    boolean has(String organizationId, String integrationId, String action);

    /**
     * Runs an action and waits for it, with the integration's retries, circuit and fallback.
     *
     * @throws org.archipel.api.error.NotFoundException if there is no such integration or action
     * @throws org.archipel.api.error.ValidationException if the parameters do not fit the action
     * @throws org.archipel.api.error.RemoteException if the remote system fails
     */
    JsonNode run(String organizationId, String integrationId, String action, ObjectNode parameters);
}
