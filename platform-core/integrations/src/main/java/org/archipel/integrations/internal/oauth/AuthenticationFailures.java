package org.archipel.integrations.internal.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.integrations.internal.log.IntegrationLog;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.service.SyncSchedules;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.sync.RefusedCredentials;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Stops an integration whose connection cannot be used any more, or whose credentials the remote system refuses, and tells its owner what
 * to do about it. What it brought into the hub stays readable.
 */
@Component(service = {AuthenticationFailures.class, RefusedCredentials.class})
public class AuthenticationFailures implements RefusedCredentials {
    private final UnitOfWork work;
    private final IntegrationStore integrations;
    private final SyncSchedules schedules;
    private final Outbox outbox;
    private final IntegrationLog log;
    private final GrantStore grants = new GrantStore();

    @Activate
    public AuthenticationFailures(
            @Reference(target = "(unit=integrations)") UnitOfWork work,
            @Reference IntegrationStore integrations,
            @Reference SyncSchedules schedules,
            @Reference Outbox outbox,
            @Reference IntegrationLog log) {
        this.work = work;
        this.integrations = integrations;
        this.schedules = schedules;
        this.outbox = outbox;
        this.log = log;
    }

    void failed(Transaction transaction, Integration integration, String message) {
        stop(transaction, integration, message);
        tell(transaction, integration, message, "/oauth/connect");
        log.error(integration, "The connection has to be made again: " + message);
    }

    @Override
    public void refused(Integration integration, String message) {
        boolean changed = integrations
                .findAnywhere(integration.id())
                .filter(present -> present.revision() == integration.revision())
                .isEmpty();
        if (changed) {
            // It may have other credentials by now.
            return;
        }
        boolean stopped = work.call(transaction -> {
            boolean wasActive = stop(transaction, integration, message);
            if (wasActive) {
                boolean connected = grants.find(transaction, integration.organizationId(), integration.id())
                        .isPresent();
                tell(transaction, integration, message, connected ? "/oauth/connect" : "");
            }
            return wasActive;
        });
        if (stopped) {
            log.error(integration, "The remote system refuses the credentials: " + message);
        }
    }

    @Override
    public void accepted(Integration integration) {
        if (work.<Boolean>call(transaction -> mended(transaction, integration))) {
            log.info(integration, "The remote system takes the credentials again");
        }
    }

    private boolean stop(Transaction transaction, Integration integration, String message) {
        Optional<Integration> stopped = integrations.suspendForAuthentication(
                transaction,
                integration.organizationId(),
                integration.id(),
                ErrorCode.AUTHENTICATION_FAILED + ": " + message,
                Clock.systemUTC().instant());
        stopped.ifPresent(present -> schedules.update(transaction, present));
        return stopped.isPresent();
    }

    private void tell(Transaction transaction, Integration integration, String message, String where) {
        ObjectNode data = Json.object();
        data.put("integrationId", integration.id());
        data.put("name", integration.name());
        data.put("owner", integration.createdBy());
        data.put("code", ErrorCode.AUTHENTICATION_FAILED.name());
        data.put("message", message);
        data.put("reconnect", "/api/integrations/" + integration.id() + where);
        outbox.append(
                transaction,
                integration.organizationId(),
                "integration.authentication.failed",
                "integration/" + integration.id(),
                data);
    }

    /**
     * It can authenticate again: an integration that stood still for want of that goes on.
     *
     * @return whether it stood still
     */
    boolean mended(Transaction transaction, Integration integration) {
        Optional<Integration> resumed = integrations.resumeAuthentication(
                transaction,
                integration.organizationId(),
                integration.id(),
                Clock.systemUTC().instant());
        resumed.ifPresent(present -> schedules.update(transaction, present));
        return resumed.isPresent();
    }
}
