package org.archipel.marketplace.internal.trust;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.PublisherNamespace;
import org.archipel.marketplace.internal.model.SubmissionQuery;
import org.archipel.marketplace.internal.naming.Likeness;
import org.archipel.marketplace.internal.store.NamespaceStore;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.rest.ApiPermission;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Which organization publishes under which ids: asked for by publishers, approved by an administrator. Thread-safe. */
@Component(service = Namespaces.class)
public final class Namespaces {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)+");
    private static final int LIMIT = 200;

    private final UnitOfWork work;
    private final AuditLog audit;
    private final Outbox outbox;

    @Activate
    public Namespaces(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference AuditLog audit,
            @Reference Outbox outbox) {
        this.work = work;
        this.audit = audit;
        this.outbox = outbox;
    }

    /** @throws ConflictException if another organization owns it, a part of it, what it lies in, or one that looks like it */
    public PublisherNamespace request(Caller caller, String namespace, String evidence) {
        var name = Texts.required("/namespace", namespace, LIMIT);
        if (!FORM.matcher(name).matches()) {
            throw new ValidationException("/namespace", "must be lower-case names joined by dots, such as com.acme");
        }
        var why = Texts.required("/evidence", evidence, Texts.REASON);
        return work.call(transaction -> {
            requireFree(transaction, name, caller.organizationId());
            requireDistinct(transaction, name, caller.organizationId());
            var claim = claim(caller, name, why, PublisherNamespace.Status.REQUESTED);
            NamespaceStore.insert(transaction, claim);
            tell(transaction, caller, "requested", claim);
            return claim;
        });
    }

    /**
     * The organization's claims, for administrators of the marketplace those of all; the newest first.
     *
     * @param before id of the last claim of the page before; empty for the first page
     */
    public List<PublisherNamespace> list(Caller caller, Optional<String> before, int most) {
        var last = before.orElse(SubmissionQuery.FIRST_PAGE);
        return work.call(transaction -> administers(caller)
                ? NamespaceStore.listAll(transaction, last, most)
                : NamespaceStore.list(transaction, caller.organizationId(), last, most));
    }

    /**
     * A claim of the organization, for administrators of the marketplace any.
     *
     * @throws NotFoundException if there is none, or it is another organization's
     */
    public PublisherNamespace get(Caller caller, String id) {
        return work.call(transaction -> NamespaceStore.findAny(transaction, id))
                .filter(claim -> administers(caller) || claim.organizationId().equals(caller.organizationId()))
                .orElseThrow(() -> new NotFoundException("there is no such namespace"));
    }

    public PublisherNamespace approve(Caller caller, String id, String reason) {
        return decide(caller, id, PublisherNamespace.Status.REQUESTED, PublisherNamespace.Status.APPROVED, reason);
    }

    public PublisherNamespace reject(Caller caller, String id, String reason) {
        return decide(caller, id, PublisherNamespace.Status.REQUESTED, PublisherNamespace.Status.REJECTED, reason);
    }

    /** Takes an approved namespace back; what was published stays. */
    public PublisherNamespace release(Caller caller, String id, String reason) {
        return decide(caller, id, PublisherNamespace.Status.APPROVED, PublisherNamespace.Status.RELEASED, reason);
    }

    /**
     * Makes sure, in a transaction that takes a submission, that the caller's organization owns the id. An administrator of the
     * marketplace who submits an id that nobody owns approves it by that.
     *
     * @throws PlatformException {@code AUTHORIZATION_ERROR} if another organization owns it, or none
     */
    public void require(Transaction transaction, Caller caller, String extensionId) {
        var owner = NamespaceStore.owning(transaction, extensionId);
        if (owner.isEmpty() && administers(caller)) {
            NamespaceStore.lock(transaction);
            requireFree(transaction, extensionId, caller.organizationId());
            var claim = claim(caller, extensionId, "submitted by an administrator", PublisherNamespace.Status.APPROVED);
            NamespaceStore.insert(transaction, claim);
            tell(transaction, caller, "approved", claim);
            return;
        }
        if (owner.filter(found -> found.organizationId().equals(caller.organizationId()))
                .isEmpty()) {
            throw new PlatformException(
                    ErrorCode.AUTHORIZATION_ERROR,
                    owner.isPresent()
                            ? "the id " + extensionId + " belongs to another publisher"
                            : "no namespace of this organization holds the id " + extensionId
                                    + "; ask for one with POST /api/marketplace/namespaces");
        }
    }

    /** Whether the organization owns the id. */
    public boolean owns(String organizationId, String extensionId) {
        return work.call(transaction -> NamespaceStore.owning(transaction, extensionId))
                .filter(found -> found.organizationId().equals(organizationId))
                .isPresent();
    }

    private PublisherNamespace decide(
            Caller caller,
            String id,
            PublisherNamespace.Status from,
            PublisherNamespace.Status decision,
            String reason) {
        var because = Texts.required("/reason", reason, Texts.REASON);
        return work.call(transaction -> {
            NamespaceStore.lock(transaction);
            var claim = NamespaceStore.findAny(transaction, id)
                    .orElseThrow(() -> new NotFoundException("there is no such namespace"));
            if (claim.status() != from) {
                throw new ConflictException("the namespace is " + claim.status());
            }
            if (decision == PublisherNamespace.Status.APPROVED) {
                requireFree(transaction, claim.namespace(), claim.organizationId());
                requireDistinct(transaction, claim.namespace(), claim.organizationId());
            }
            var decided = claim.decided(decision, because, caller.actor(), now());
            NamespaceStore.decide(transaction, decided);
            tell(transaction, caller, decision.name().toLowerCase(Locale.ROOT), decided);
            return decided;
        });
    }

    private static void requireFree(Transaction transaction, String namespace, String organizationId) {
        var taken = NamespaceStore.owning(transaction, namespace)
                        .filter(owner -> !owner.organizationId().equals(organizationId)
                                || owner.namespace().equals(namespace))
                        .isPresent()
                || NamespaceStore.within(transaction, namespace).stream()
                        .anyMatch(owner -> !owner.organizationId().equals(organizationId));
        if (taken) {
            throw new ConflictException("the namespace " + namespace + ", or a part of it, is taken");
        }
    }

    /** Who reads an id must not take it for one of another publisher. */
    private static void requireDistinct(Transaction transaction, String namespace, String organizationId) {
        var looks = looks(namespace);
        var look = look(namespace);
        NamespaceStore.approved(transaction).stream()
                .filter(other -> !other.organizationId().equals(organizationId))
                .map(PublisherNamespace::namespace)
                .filter(other -> looks.contains(look(other)) || looks(other).contains(look))
                .findFirst()
                .ifPresent(other -> {
                    throw new ConflictException("the namespace " + namespace + " can be taken for " + other
                            + ", which is another publisher's");
                });
    }

    /** How the namespace and those that it lies in look; the first name alone, such as com, is nobody's. */
    private static Set<String> looks(String namespace) {
        var looks = new HashSet<String>();
        for (var name = namespace; name.contains("."); name = name.substring(0, name.lastIndexOf('.'))) {
            looks.add(look(name));
        }
        return looks;
    }

    private static String look(String namespace) {
        return Arrays.stream(namespace.split("\\.")).map(Likeness::skeleton).collect(Collectors.joining("."));
    }

    private static PublisherNamespace claim(
            Caller caller, String namespace, String evidence, PublisherNamespace.Status status) {
        var now = now();
        var approved = status == PublisherNamespace.Status.APPROVED;
        return new PublisherNamespace(
                Ids.next(),
                namespace,
                caller.organizationId(),
                status,
                evidence,
                caller.actor(),
                now,
                approved ? Optional.of(caller.actor()) : Optional.empty(),
                approved ? Optional.of(now) : Optional.empty(),
                Optional.empty());
    }

    private void tell(Transaction transaction, Caller caller, String what, PublisherNamespace claim) {
        var topic = "publisher.namespace." + what;
        var subject = "namespace/" + claim.namespace();
        var data = Json.object().put("namespaceId", claim.id()).put("namespace", claim.namespace());
        claim.reason().ifPresent(reason -> data.put("reason", reason));
        audit.record(transaction, caller, AuditLog.Entry.success(topic, subject, data));
        outbox.append(transaction, claim.organizationId(), topic, subject, data);
    }

    private static boolean administers(Caller caller) {
        return caller.may(ApiPermission.MARKETPLACE_MANAGE);
    }

    private static Instant now() {
        return Timestamps.stored(Instant.now());
    }
}
