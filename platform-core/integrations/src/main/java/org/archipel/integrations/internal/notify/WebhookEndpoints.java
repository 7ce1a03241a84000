package org.archipel.integrations.internal.notify;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.event.Event;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.store.Rows;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.AddressGuard;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.archipel.security.CredentialVault;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes and changes endpoints, changes their secrets, shows deliveries and sends them again. */
@Component(service = WebhookEndpoints.class)
public class WebhookEndpoints {
    private static final Pattern TOPIC = Pattern.compile("\\*|[a-z0-9-]+(\\.[a-z0-9-]+)*(\\.\\*)?");
    private static final int MOST_TOPICS = 50;
    private static final int MOST_ENDPOINTS = 100;

    private final UnitOfWork work;
    private final CredentialVault vault;
    private final AuditLog audit;
    private final WebhookSender sender;
    private final AddressGuard guard;
    private final EndpointStore endpoints = new EndpointStore();
    private final DeliveryStore deliveries = new DeliveryStore();
    private final Clock clock = Clock.systemUTC();

    @Activate
    public WebhookEndpoints(
            @Reference(target = "(unit=integrations)") UnitOfWork work,
            @Reference CredentialVault vault,
            @Reference AuditLog audit,
            @Reference WebhookSender sender,
            @Reference AddressGuard guard) {
        this.work = work;
        this.vault = vault;
        this.audit = audit;
        this.sender = sender;
        this.guard = guard;
    }

    /**
     * What a client sends to make or replace an endpoint.
     *
     * @param topics globs; null for all
     * @param status null for ACTIVE
     */
    public record Draft(
            @JsonProperty(required = true) String url,
            String description,
            List<String> topics,
            WebhookEndpoint.Status status) {
        public Draft {
            status = status == null ? WebhookEndpoint.Status.ACTIVE : status;
        }
    }

    /** An endpoint with the secret that it was made with, which is shown this once. */
    public record Made(WebhookEndpoint endpoint, String secret) {}

    public Made create(Caller caller, Draft draft) {
        check(draft);
        Instant now = now();
        SigningSecrets secrets = SigningSecrets.fresh();
        WebhookEndpoint endpoint = build(caller, Ids.next(), draft, caller.actor(), now, now, 1);
        work.run(transaction -> {
            if (endpoints
                            .list(transaction, caller.organizationId(), "", MOST_ENDPOINTS)
                            .size()
                    == MOST_ENDPOINTS) {
                throw new ConflictException("An organization has at most " + MOST_ENDPOINTS + " endpoints.");
            }
            endpoints.insert(transaction, endpoint);
            vault.put(transaction, caller.organizationId(), SigningSecrets.reference(endpoint.id()), secrets.toJson());
            record(transaction, caller, "webhook-endpoint.create", endpoint);
        });
        return new Made(endpoint, secrets.current());
    }

    public WebhookEndpoint get(Caller caller, String id) {
        return work.call(transaction -> find(transaction, caller, id));
    }

    public List<WebhookEndpoint> list(Caller caller, String after, int limit) {
        return work.call(transaction -> endpoints.list(transaction, caller.organizationId(), after, limit));
    }

    /** @param revision sees the present revision, and refuses a stale change by an exception */
    public WebhookEndpoint replace(Caller caller, String id, Draft draft, LongConsumer revision) {
        check(draft);
        return work.call(transaction -> {
            WebhookEndpoint present = find(transaction, caller, id);
            revision.accept(present.revision());
            WebhookEndpoint next =
                    build(caller, id, draft, present.createdBy(), present.createdAt(), now(), present.revision() + 1);
            endpoints.update(transaction, next);
            record(transaction, caller, "webhook-endpoint.update", next);
            return find(transaction, caller, id);
        });
    }

    public void delete(Caller caller, String id, LongConsumer revision) {
        work.run(transaction -> {
            WebhookEndpoint present = find(transaction, caller, id);
            revision.accept(present.revision());
            endpoints.delete(transaction, caller.organizationId(), id);
            vault.delete(transaction, caller.organizationId(), SigningSecrets.reference(id));
            record(transaction, caller, "webhook-endpoint.delete", present);
        });
    }

    /** A new secret; the former one signs beside it for a day. */
    public Made rotate(Caller caller, String id) {
        WebhookEndpoint endpoint = get(caller, id);
        SigningSecrets next = SigningSecrets.of(vault.open(caller.organizationId(), SigningSecrets.reference(id)))
                .rotated(now());
        work.run(transaction -> {
            find(transaction, caller, id);
            vault.put(transaction, caller.organizationId(), SigningSecrets.reference(id), next.toJson());
            record(transaction, caller, "webhook-endpoint.rotate", endpoint);
        });
        return new Made(endpoint, next.current());
    }

    /** Queues an event that says nothing, to see whether it arrives. */
    public void test(Caller caller, String id) {
        work.run(transaction -> {
            WebhookEndpoint endpoint = find(transaction, caller, id);
            Instant now = now();
            Event event = new Event(
                    Ids.next(),
                    "webhook-endpoint.test",
                    "webhook-endpoint/" + id,
                    Json.object().put("endpointId", id),
                    now);
            deliveries.add(transaction, endpoint, event, now);
            record(transaction, caller, "webhook-endpoint.test", endpoint);
        });
        sender.wake();
    }

    /** The newest first; fewer than asked for where they are long. */
    public Rows<Delivery> deliveries(
            Caller caller, Optional<String> endpointId, Optional<Delivery.State> state, String before, int limit) {
        return work.call(
                transaction -> deliveries.list(transaction, caller.organizationId(), endpointId, state, before, limit));
    }

    public Delivery delivery(Caller caller, String id) {
        return work.call(transaction -> deliveries
                .find(transaction, caller.organizationId(), id)
                .orElseThrow(() -> new NotFoundException("There is no such delivery.")));
    }

    /** Sends a delivery again, with all its tries, under the same id. */
    public Delivery replay(Caller caller, String id) {
        Delivery present = delivery(caller, id);
        boolean active = get(caller, present.endpointId()).status() == WebhookEndpoint.Status.ACTIVE;
        if (!active) {
            throw new ConflictException("The endpoint is disabled; switch it on first.");
        }
        work.run(transaction -> {
            if (!deliveries.replay(transaction, caller.organizationId(), id, now())) {
                throw new ConflictException("The delivery is on its way already.");
            }
            audit.record(
                    transaction,
                    caller,
                    AuditLog.Entry.success("webhook-delivery.replay", "webhook-delivery/" + id, Json.object()));
        });
        sender.wake();
        return delivery(caller, id);
    }

    private WebhookEndpoint find(Transaction transaction, Caller caller, String id) {
        return endpoints
                .find(transaction, caller.organizationId(), id)
                .orElseThrow(() -> new NotFoundException("There is no such webhook endpoint."));
    }

    private static WebhookEndpoint build(
            Caller caller, String id, Draft draft, String createdBy, Instant createdAt, Instant now, long revision) {
        boolean off = draft.status() == WebhookEndpoint.Status.DISABLED;
        return new WebhookEndpoint(
                id,
                caller.organizationId(),
                draft.url(),
                draft.description() == null ? "" : draft.description(),
                draft.topics() == null ? List.of("*") : List.copyOf(draft.topics()),
                off ? WebhookEndpoint.Status.DISABLED : WebhookEndpoint.Status.ACTIVE,
                off ? Optional.of("switched off by " + caller.actor()) : Optional.empty(),
                Optional.empty(),
                createdBy,
                createdAt,
                now,
                revision);
    }

    private void check(Draft draft) {
        List<FieldError> errors = new ArrayList<>();
        url(draft.url(), errors);
        if (draft.description() != null && draft.description().length() > 500) {
            errors.add(new FieldError("/description", "has more than 500 characters"));
        }
        List<String> topics = draft.topics() == null ? List.of() : draft.topics();
        if (topics.size() > MOST_TOPICS || draft.topics() != null && topics.isEmpty()) {
            errors.add(new FieldError("/topics", "must be between 1 and " + MOST_TOPICS + ", or absent for all"));
        }
        for (int i = 0; i < Math.min(MOST_TOPICS, topics.size()); i++) {
            if (topics.get(i) == null
                    || topics.get(i).length() > 200
                    || !TOPIC.matcher(topics.get(i)).matches()) {
                errors.add(new FieldError("/topics/" + i, "must be a topic such as record.updated or record.*"));
            }
        }
        if (!errors.isEmpty()) {
            throw new ValidationException("The webhook endpoint is not valid.", errors);
        }
    }

    private void url(String url, List<FieldError> errors) {
        if (url == null || url.length() > 2000) {
            errors.add(new FieldError("/url", "is required and has at most 2000 characters"));
            return;
        }
        try {
            URI uri = new URI(url);
            guard.canonical(uri);
            if (uri.getRawFragment() != null) {
                errors.add(new FieldError("/url", "must have no fragment"));
            }
        } catch (URISyntaxException e) {
            errors.add(new FieldError("/url", "is no address"));
        } catch (ValidationException e) {
            errors.add(new FieldError("/url", "must be an absolute http or https address without credentials"));
        } catch (PermissionDeniedException e) {
            errors.add(new FieldError("/url", "is not allowed: " + e.getMessage()));
        }
    }

    private void record(Transaction transaction, Caller caller, String action, WebhookEndpoint endpoint) {
        audit.record(
                transaction,
                caller,
                AuditLog.Entry.success(
                        action,
                        "webhook-endpoint/" + endpoint.id(),
                        Json.object()
                                .put("url", endpoint.url())
                                .put("status", endpoint.status().name())));
    }

    private Instant now() {
        return Timestamps.stored(clock.instant());
    }
}
