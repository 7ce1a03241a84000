package org.archipel.integrations.internal.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.archipel.api.connector.IntegrationType;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.archipel.integrations.internal.connector.AuthenticationChoice;
import org.archipel.integrations.internal.connector.ConnectorChoice;
import org.archipel.integrations.internal.connector.ConnectorRegistry;
import org.archipel.integrations.internal.http.ConnectionGuards;
import org.archipel.integrations.internal.http.TokenSource;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.model.IntegrationStatus;
import org.archipel.integrations.internal.store.IntegrationFilter;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.archipel.integrations.internal.store.LeftWebhooks;
import org.archipel.integrations.internal.subscription.WebhookSubscriptions;
import org.archipel.integrations.internal.sync.SyncService;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.Caller;
import org.archipel.security.CredentialVault;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The life of integrations: made as drafts, changed, activated, paused, removed. Every change is audited, without secrets. */
@Component(service = IntegrationService.class)
public class IntegrationService {
    private final UnitOfWork work;
    private final IntegrationStore store;
    private final IntegrationCheck check;
    private final ConnectorRegistry connectors;
    private final ConnectorChoice choice;
    private final CredentialVault vault;
    private final IntegrationAudit audit;
    private final SyncSchedules schedules;
    private final SyncService syncs;
    private final ConnectionGuards guards;
    private final TokenSource tokens;
    private final WebhookSubscriptions subscriptions;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public IntegrationService(
            @Reference(target = "(unit=integrations)") UnitOfWork work,
            @Reference IntegrationStore store,
            @Reference IntegrationCheck check,
            @Reference ConnectorRegistry connectors,
            @Reference CredentialVault vault,
            @Reference IntegrationAudit audit,
            @Reference SyncSchedules schedules,
            @Reference SyncService syncs,
            @Reference ConnectionGuards guards,
            @Reference TokenSource tokens,
            @Reference WebhookSubscriptions subscriptions) {
        this.subscriptions = subscriptions;
        this.tokens = tokens;
        this.work = work;
        this.store = store;
        this.check = check;
        this.connectors = connectors;
        this.choice = new ConnectorChoice(connectors);
        this.vault = vault;
        this.audit = audit;
        this.schedules = schedules;
        this.syncs = syncs;
        this.guards = guards;
    }

    public Integration get(Caller caller, String id) {
        return store.get(caller.organizationId(), id);
    }

    public List<Integration> list(Caller caller, IntegrationFilter filter, String after, int limit) {
        return store.list(caller.organizationId(), filter, after, limit);
    }

    /** @throws ValidationException if what the draft says makes no sense; it may be incomplete */
    public Integration create(Caller caller, IntegrationDraft draft) {
        requireNone("The integration is not valid.", check.draft(caller.organizationId(), draft));
        Instant now = now();
        Integration integration = build(
                caller,
                Ids.next(),
                draft,
                Optional.empty(),
                IntegrationStatus.DRAFT,
                Optional.empty(),
                caller.actor(),
                now,
                now,
                0);
        return work.call(transaction -> {
            Integration stored = store.insert(transaction, integration);
            keepCredentials(transaction, stored, draft);
            audit.created(transaction, caller, stored, draft.credentials());
            return stored;
        });
    }

    /**
     * Replaces an integration; absent credentials stay as they are.
     *
     * @param revision sees the present revision in the transaction, and refuses a stale change by an exception
     */
    public Integration replace(Caller caller, String id, IntegrationDraft draft, LongConsumer revision) {
        Integration before = get(caller, id);
        requireNone("The integration is not valid.", check.draft(caller.organizationId(), draft, Optional.of(before)));
        if (before.active()) {
            requireNone("An active integration must be complete.", complete(caller, before, draft));
        }
        // It stood still for its credentials: with others it goes on by itself.
        boolean complete = draft.credentials() != null
                && before.needsConnection()
                && complete(caller, before, draft).isEmpty()
                && isConnected(before);
        Integration after = work.call(transaction -> {
            Integration present = store.get(transaction, caller.organizationId(), id);
            revision.accept(present.revision());
            boolean recovers = present.needsConnection() && complete;
            Integration stored = store.update(
                    transaction,
                    build(
                            caller,
                            id,
                            draft,
                            Optional.of(present),
                            recovers ? IntegrationStatus.ACTIVE : present.status(),
                            recovers ? Optional.empty() : present.statusReason(),
                            present.createdBy(),
                            present.createdAt(),
                            now(),
                            present.revision()));
            keepCredentials(transaction, stored, draft);
            schedules.update(transaction, stored);
            audit.changed(transaction, caller, present, stored, draft.credentials());
            return stored;
        });
        guards.reset(id);
        subscriptions.wake();
        return after;
    }

    /** Removes an integration with its runs, logs, links and webhooks; the records that it brought stay. */
    public void delete(Caller caller, String id, LongConsumer revision) {
        syncs.cancelAll(caller, id);
        Integration last = get(caller, id);
        revision.accept(last.revision());
        subscriptions.end(last);
        work.run(transaction -> {
            Integration present = store.get(transaction, caller.organizationId(), id);
            revision.accept(present.revision());
            boolean leavesWebhooks = store.delete(transaction, present);
            if (!leavesWebhooks) {
                LeftWebhooks.references(id)
                        .forEach(reference -> vault.delete(transaction, caller.organizationId(), reference));
            }
            schedules.remove(transaction, present);
            audit.deleted(transaction, caller, present);
        });
        guards.remove(id);
        subscriptions.wake();
    }

    /** @throws ValidationException with everything that is missing or wrong */
    public Integration activate(Caller caller, String id) {
        Integration present = get(caller, id);
        requireNone("The integration is not complete.", complete(caller, present, draftOf(present)));
        requireConnected(present);
        guards.reset(id);
        Integration active = move(caller, id, IntegrationStatus.ACTIVE, "integration.activate");
        subscriptions.wake();
        return active;
    }

    private boolean isConnected(Integration integration) {
        boolean byConsent = connectors
                .find(integration)
                .flatMap(connector ->
                        AuthenticationChoice.of(integration.config(), connector).consent())
                .isPresent();
        return !byConsent || tokens.connected(integration);
    }

    private void requireConnected(Integration integration) {
        if (!isConnected(integration)) {
            throw new ValidationException(
                    "/credentials",
                    "a person has to connect it first: POST /api/integrations/" + integration.id() + "/oauth/connect");
        }
    }

    /** Stops schedules and running syncs; one that waits in the queue ends when its turn comes. */
    public Integration pause(Caller caller, String id) {
        if (get(caller, id).status() == IntegrationStatus.DRAFT) {
            throw new ConflictException("A draft cannot be paused.");
        }
        Integration paused = move(caller, id, IntegrationStatus.PAUSED, "integration.pause");
        syncs.cancelAll(caller, id);
        subscriptions.wake();
        return paused;
    }

    /** Everything that keeps a draft from being active; nothing is stored. */
    public List<FieldError> validate(Caller caller, IntegrationDraft draft) {
        return check.complete(
                caller.organizationId(), draft, Optional.ofNullable(draft.credentials()), Optional.empty());
    }

    /** The draft that would make the integration as it is, without credentials. */
    static IntegrationDraft draftOf(Integration integration) {
        return new IntegrationDraft(
                integration.name(),
                integration.description().orElse(null),
                integration.type(),
                integration.connectorId().orElse(null),
                integration.connectorProvider().orElse(null),
                integration.config(),
                null,
                integration.fieldMappings(),
                integration.transformationRules(),
                integration.syncSettings(),
                integration.tags());
    }

    private Integration move(Caller caller, String id, IntegrationStatus status, String action) {
        return work.call(transaction -> {
            Integration present = store.get(transaction, caller.organizationId(), id);
            Integration stored = store.update(
                    transaction,
                    build(
                                    caller,
                                    id,
                                    draftOf(present),
                                    Optional.of(present),
                                    status,
                                    Optional.empty(),
                                    present.createdBy(),
                                    present.createdAt(),
                                    now(),
                                    present.revision())
                            .providedBy(provider(caller, present, status)));
            schedules.update(transaction, stored);
            audit.moved(transaction, caller, action, present, stored);
            return stored;
        });
    }

    // Who activates it chooses the connector that is there; who stops it chooses none.
    private Optional<String> provider(Caller caller, Integration present, IntegrationStatus status) {
        return status == IntegrationStatus.ACTIVE
                ? choice.provider(caller.organizationId(), draftOf(present), Optional.of(present))
                : present.connectorProvider();
    }

    private List<FieldError> complete(Caller caller, Integration stored, IntegrationDraft draft) {
        Optional<ObjectNode> credentials = Optional.ofNullable(draft.credentials())
                .or(() -> vault.has(caller.organizationId(), stored.credentialsReference())
                        ? Optional.of(vault.open(caller.organizationId(), stored.credentialsReference()))
                        : Optional.empty());
        return check.complete(caller.organizationId(), draft, credentials, Optional.of(stored));
    }

    /**
     * An integration as the draft says; used for tests without saving, too.
     *
     * @param stored what it takes the place of; empty for nothing
     */
    Integration build(
            Caller caller,
            String id,
            IntegrationDraft draft,
            Optional<Integration> stored,
            IntegrationStatus status,
            Optional<String> statusReason,
            String createdBy,
            Instant createdAt,
            Instant updatedAt,
            long revision) {
        Optional<String> connectorId = Optional.ofNullable(draft.connectorId()).filter(text -> !text.isBlank());
        IntegrationType type = Optional.ofNullable(draft.type())
                .or(() -> choice.connector(caller.organizationId(), draft, stored)
                        .map(connector -> connector.definition().type()))
                .orElse(IntegrationType.CUSTOM);
        return new Integration(
                id,
                caller.organizationId(),
                draft.name(),
                Optional.ofNullable(draft.description()),
                type,
                connectorId,
                choice.provider(caller.organizationId(), draft, stored),
                draft.config(),
                draft.fieldMappings(),
                draft.transformationRules(),
                draft.syncSettings(),
                draft.tags(),
                status,
                statusReason,
                createdBy,
                createdAt,
                updatedAt,
                revision);
    }

    private void keepCredentials(Transaction transaction, Integration integration, IntegrationDraft draft) {
        if (draft.credentials() != null) {
            vault.put(
                    transaction, integration.organizationId(), integration.credentialsReference(), draft.credentials());
        }
    }

    private static void requireNone(String message, List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new ValidationException(message, errors);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
