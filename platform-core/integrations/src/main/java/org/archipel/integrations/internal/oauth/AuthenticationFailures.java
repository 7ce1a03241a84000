package org.archipel.integrations.internal.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import org.archipel.api.error.ErrorCode;
import org.archipel.integrations.internal.log.IntegrationLog;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.service.SyncSchedules;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.archipel.integrations.internal.store.Json;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Transaction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Stops an integration whose connection cannot be used any more, and tells its owner where to make it again. What it brought into
 * the hub stays readable.
 */
@Component(service = AuthenticationFailures.class)
public class AuthenticationFailures {
    private final IntegrationStore integrations;
    private final SyncSchedules schedules;
    private final Outbox outbox;
    private final IntegrationLog log;

    @Activate
    public AuthenticationFailures(
            @Reference IntegrationStore integrations,
            @Reference SyncSchedules schedules,
            @Reference Outbox outbox,
            @Reference IntegrationLog log) {
        this.integrations = integrations;
        this.schedules = schedules;
        this.outbox = outbox;
        this.log = log;
    }

    void failed(Transaction transaction, Integration integration, String message) {
        integrations
                .suspendForAuthentication(
                        transaction,
                        integration.organizationId(),
                        integration.id(),
                        ErrorCode.AUTHENTICATION_FAILED + ": " + message,
                        Clock.systemUTC().instant())
                .ifPresent(stopped -> schedules.update(transaction, stopped));
        ObjectNode data = Json.object();
        data.put("integrationId", integration.id());
        data.put("name", integration.name());
        data.put("owner", integration.createdBy());
        data.put("code", ErrorCode.AUTHENTICATION_FAILED.name());
        data.put("message", message);
        data.put("reconnect", "/api/integrations/" + integration.id() + "/oauth/connect");
        outbox.append(
                transaction,
                integration.organizationId(),
                "integration.authentication.failed",
                "integration/" + integration.id(),
                data);
        log.error(integration, "The connection has to be made again: " + message);
    }

    /** A connection was made: an integration that stood still for want of one goes on. */
    void mended(Transaction transaction, Integration integration) {
        integrations
                .resumeAuthentication(
                        transaction,
                        integration.organizationId(),
                        integration.id(),
                        Clock.systemUTC().instant())
                .ifPresent(resumed -> schedules.update(transaction, resumed));
    }
}
