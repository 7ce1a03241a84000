package org.archipel.integrations.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.archipel.api.connector.Operation;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.integrations.internal.log.IntegrationLog;
import org.archipel.integrations.internal.model.FallbackSettings;
import org.archipel.integrations.internal.model.FallbackSettings.Strategy;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.records.ContentHash;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.UnitOfWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers actions whose remote system is away, as the integration is configured, and keeps good answers for that. */
@Component(service = ActionFallbacks.class)
public class ActionFallbacks {
    private static final Logger LOG = LoggerFactory.getLogger(ActionFallbacks.class);
    private static final int MAX_ANSWER = 1024 * 1024;

    private final UnitOfWork work;
    private final IntegrationStore integrations;
    private final ActionService actions;
    private final IntegrationLog log;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public ActionFallbacks(
            @Reference(target = "(unit=integrations)") UnitOfWork work,
            @Reference IntegrationStore integrations,
            @Reference ActionService actions,
            @Reference IntegrationLog log) {
        this.work = work;
        this.integrations = integrations;
        this.actions = actions;
        this.log = log;
    }

    /**
     * An answer in place of the remote system's.
     *
     * @param answeredAt when a kept answer was given; empty for one that is not stale
     */
    public record Fallback(Strategy strategy, JsonNode answer, Optional<Instant> answeredAt) {}

    /**
     * Keeps a good answer, where the integration falls back on those; only of actions that change nothing. That it could not be kept is
     * told in the integration's log: the action succeeded all the same.
     */
    public void keep(Integration integration, Operation operation, ObjectNode parameters, JsonNode answer) {
        if (integration.config().fallback().strategy() != Strategy.CACHE || !operation.idempotent()) {
            return;
        }
        try {
            String json = Json.beginning(answer, MAX_ANSWER + 1);
            if (json.length() <= MAX_ANSWER) {
                keep(integration, hash(operation.name(), parameters), json);
            }
        } catch (RuntimeException e) {
            LOG.debug("An answer of {} could not be kept", operation.name(), e);
            String reason = e instanceof PlatformException ? ": " + e.getMessage() : "";
            log.warn(integration, "The answer of the action " + operation.name() + " could not be kept" + reason);
        }
    }

    private void keep(Integration integration, String hash, String json) {
        Instant now = Timestamps.stored(clock.instant());
        work.run(transaction -> {
            Sql sql = Sql.on(transaction);
            int updated = sql.update(
                    "UPDATE action_answers SET answer = ?, answered_at = ? WHERE integration_id = ? AND call_hash = ?",
                    json,
                    now,
                    integration.id(),
                    hash);
            if (updated == 0) {
                sql.insertIfAbsent(
                        "INSERT INTO action_answers (integration_id, call_hash, organization_id, answer, answered_at)"
                                + " VALUES (?, ?, ?, ?, ?)",
                        integration.id(),
                        hash,
                        integration.organizationId(),
                        json,
                        now);
            }
        });
    }

    /** What to answer instead; empty if nothing is configured, there is nothing to answer, or the failure is the caller's. */
    public Optional<Fallback> answer(
            Integration integration, Operation operation, ObjectNode parameters, PlatformException failure) {
        boolean away = failure.retryable() || failure.code() == ErrorCode.AUTHENTICATION_FAILED;
        FallbackSettings settings = integration.config().fallback();
        if (!away || settings.strategy() == Strategy.NONE) {
            return Optional.empty();
        }
        Optional<Fallback> fallback = switch (settings.strategy()) {
            case CACHE -> kept(integration, operation, parameters);
            case DEFAULT_RESPONSE ->
                Optional.of(new Fallback(Strategy.DEFAULT_RESPONSE, settings.data(), Optional.empty()));
            case ALTERNATIVE_SERVICE -> alternative(integration, operation, parameters);
            case NONE -> Optional.empty();
        };
        fallback.ifPresent(answer -> log.warn(
                integration, "Action " + operation.name() + " was answered by its fallback, " + answer.strategy()));
        return fallback;
    }

    private Optional<Fallback> kept(Integration integration, Operation operation, ObjectNode parameters) {
        if (!operation.idempotent()) {
            return Optional.empty();
        }
        return work.call(transaction -> Sql.on(transaction)
                .first(
                        "SELECT answer, answered_at FROM action_answers WHERE integration_id = ? AND call_hash = ? AND"
                                + " organization_id = ?",
                        row -> new Fallback(
                                Strategy.CACHE,
                                Json.tree(row.getString("answer")),
                                Optional.of(Jdbc.instant(row, "answered_at"))),
                        integration.id(),
                        hash(operation.name(), parameters),
                        integration.organizationId()));
    }

    /** Its own fallback is not asked: two that stand in for each other would never end. */
    private Optional<Fallback> alternative(Integration integration, Operation operation, ObjectNode parameters) {
        try {
            Integration other = integrations.get(
                    integration.organizationId(),
                    integration.config().fallback().alternativeIntegrationId());
            actions.require(other, operation.name(), parameters);
            return Optional.of(new Fallback(
                    Strategy.ALTERNATIVE_SERVICE, actions.run(other, operation.name(), parameters), Optional.empty()));
        } catch (PlatformException e) {
            log.warn(integration, "The alternative failed too: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static String hash(String action, ObjectNode parameters) {
        return ContentHash.of((action + "\n" + Json.write(parameters)).getBytes(StandardCharsets.UTF_8));
    }
}
