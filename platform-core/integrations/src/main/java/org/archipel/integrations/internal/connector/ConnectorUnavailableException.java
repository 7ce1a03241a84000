package org.archipel.integrations.internal.connector;

import java.time.Duration;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;

/** The connector of an integration is not installed or not running at the moment; work for it waits. */
public class ConnectorUnavailableException extends RemoteException {
    private static final long serialVersionUID = 1L;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final String connectorId;

    ConnectorUnavailableException(String connectorId, String message) {
        super(ErrorCode.INTEGRATION_ERROR, message, true, LOOK_AGAIN, null);
        this.connectorId = connectorId;
    }

    String connectorId() {
        return connectorId;
    }
}
