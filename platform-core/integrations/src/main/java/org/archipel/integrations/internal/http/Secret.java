package org.archipel.integrations.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;

/** One field of the credentials. */
final class Secret {
    private Secret() {}

    /** @throws RemoteException {@code AUTHENTICATION_FAILED} if the credentials have no such field */
    static String of(ObjectNode credentials, String field) {
        JsonNode value = credentials.path(field);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new RemoteException(
                    ErrorCode.AUTHENTICATION_FAILED, "The integration's credentials have no '" + field + "'.", false);
        }
        return value.textValue();
    }
}
