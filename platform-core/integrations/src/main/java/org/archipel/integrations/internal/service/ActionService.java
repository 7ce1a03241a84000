package org.archipel.integrations.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.Operation;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.integrations.internal.connector.ConnectorRegistry;
import org.archipel.integrations.internal.connector.ConnectorSessions;
import org.archipel.integrations.internal.connector.OpenSession;
import org.archipel.integrations.internal.connector.RegisteredConnector;
import org.archipel.integrations.internal.log.IntegrationLog;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationStatus;
import org.archipel.integrations.internal.store.Json;
import org.archipel.sandbox.SchemaErrors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs named actions of connectors. */
@Component(service = ActionService.class)
public class ActionService {
    private static final Logger LOG = LoggerFactory.getLogger(ActionService.class);

    private final ConnectorRegistry connectors;
    private final ConnectorSessions sessions;
    private final IntegrationLog log;

    @Activate
    public ActionService(
            @Reference ConnectorRegistry connectors,
            @Reference ConnectorSessions sessions,
            @Reference IntegrationLog log) {
        this.connectors = connectors;
        this.sessions = sessions;
        this.log = log;
    }

    /**
     * The action that an integration's connector offers under a name.
     *
     * @throws NotFoundException if it offers none
     * @throws ValidationException if the parameters do not fit it
     */
    public Operation require(Integration integration, String action, ObjectNode parameters) {
        if (integration.status() == IntegrationStatus.PAUSED || integration.status() == IntegrationStatus.DISABLED) {
            throw new ConflictException("The integration is " + integration.status() + ".");
        }
        Operation operation = connectors.require(integration).definition().operations().stream()
                .filter(candidate -> candidate.name().equals(action))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("The connector has no such action."));
        List<FieldError> errors = SchemaErrors.of(operation.parameters(), parameters, "");
        if (!errors.isEmpty()) {
            throw new ValidationException("The parameters do not fit the action.", errors);
        }
        return operation;
    }

    /** Runs an action whose parameters were checked. */
    public JsonNode run(Integration integration, String action, ObjectNode parameters) {
        RegisteredConnector connector = connectors.require(integration);
        try (OpenSession session = sessions.open(integration, connector)) {
            JsonNode result = execute(session, action, parameters);
            log.info(integration, "Action " + action + " done");
            return result;
        } catch (PlatformException e) {
            log.warn(integration, "Action " + action + " failed with " + e.code());
            throw e;
        }
    }

    private static JsonNode execute(OpenSession session, String action, ObjectNode parameters) {
        try {
            return Optional.ofNullable(session.session().execute(action, parameters.deepCopy()))
                    .orElseGet(Json::object);
        } catch (PlatformException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("A connector failed in its action {}", action, e);
            throw new RemoteException(
                    ErrorCode.INTEGRATION_ERROR, "The connector failed unexpectedly.", false, null, e);
        }
    }
}
