package org.archipel.marketplace.internal.pricing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.Entitlement;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.Pricing;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.marketplace.internal.store.EntitlementStore;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.archipel.security.Organizations;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who may use what that costs something. Thread-safe. */
@Component(service = Entitlements.class)
public final class Entitlements {
    private static final int LONGEST_REFERENCE = 200;

    private final UnitOfWork work;
    private final Organizations organizations;
    private final AuditLog audit;
    private final Outbox outbox;
    private final Clock clock;
    private final CatalogueStore catalogue = new CatalogueStore();

    @Activate
    public Entitlements(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference Organizations organizations,
            @Reference AuditLog audit,
            @Reference Outbox outbox) {
        this(work, organizations, audit, outbox, Clock.systemUTC());
    }

    Entitlements(UnitOfWork work, Organizations organizations, AuditLog audit, Outbox outbox, Clock clock) {
        this.work = work;
        this.organizations = organizations;
        this.audit = audit;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The terms of an extension for an organization; with a trial that it could have, though it did not begin. */
    public Terms terms(String organizationId, ExtensionVersion version) {
        var pricing = pricing(version);
        return pricing.model() == Pricing.Model.FREE
                ? Terms.unlimited(Terms.Basis.FREE, Optional.empty())
                : work.call(transaction -> terms(transaction, organizationId, version.extensionId(), pricing));
    }

    private Terms terms(Transaction transaction, String organizationId, String extensionId, Pricing pricing) {
        var now = clock.instant();
        var held = EntitlementStore.of(transaction, organizationId, extensionId);
        var paid = held.stream()
                .filter(entitlement -> entitlement.kind() != Entitlement.Kind.TRIAL && entitlement.holds(now))
                .findFirst();
        if (paid.isPresent()) {
            return Terms.unlimited(Terms.Basis.PAID, paid.get().endsAt());
        }
        var trial = held.stream()
                .filter(entitlement -> entitlement.kind() == Entitlement.Kind.TRIAL)
                .findFirst();
        if (trial.isEmpty() && pricing.trialDays() > 0) {
            return Terms.unlimited(Terms.Basis.TRIAL, Optional.of(now.plus(Duration.ofDays(pricing.trialDays()))));
        }
        if (trial.filter(running -> running.holds(now)).isPresent()) {
            return Terms.unlimited(Terms.Basis.TRIAL, trial.get().endsAt());
        }
        return pricing.freeTier()
                .map(tier ->
                        new Terms(Terms.Basis.FREE_TIER, Optional.empty(), OptionalLong.of(tier.callsPerDay()), ""))
                .orElseGet(() -> Terms.refused(trial.flatMap(Entitlement::endsAt)
                                .map(end -> "The trial ended at " + end + ". ")
                                .orElse("")
                        + "The extension has to be paid for; buy it at /api/marketplace/purchases."));
    }

    /**
     * Makes sure that the organization may use the version now.
     *
     * @throws PlatformException {@code QUOTA_EXCEEDED} that says why not
     */
    public Terms require(String organizationId, ExtensionVersion version) {
        var terms = terms(organizationId, version);
        if (!terms.allowed()) {
            throw new PlatformException(ErrorCode.QUOTA_EXCEEDED, terms.reason());
        }
        return terms;
    }

    /**
     * Makes sure that the organization may take the version's package away: it is the publisher, or the version is free, paid for or
     * granted. A trial or a free tier does not suffice, as what was taken away keeps to no limit.
     *
     * @throws PlatformException {@code QUOTA_EXCEEDED} that says why not
     */
    public void requirePossession(String organizationId, ExtensionVersion version) {
        if (version.organizationId().equals(organizationId)) {
            return;
        }
        var basis = terms(organizationId, version).basis();
        if (basis != Terms.Basis.FREE && basis != Terms.Basis.PAID) {
            throw new PlatformException(
                    ErrorCode.QUOTA_EXCEEDED,
                    "The package is given to those who paid for the extension; buy it at /api/marketplace/purchases.");
        }
    }

    /** As {@link #begin(Transaction, String, ExtensionVersion)}, in a transaction of its own. */
    public void begin(String organizationId, ExtensionVersion version) {
        work.run(transaction -> begin(transaction, organizationId, version));
    }

    /** Has the trial begin that the use of the version rests on, if it rests on one and did not begin before. */
    public void begin(Transaction transaction, String organizationId, ExtensionVersion version) {
        var pricing = pricing(version);
        if (pricing.model() == Pricing.Model.FREE) {
            return;
        }
        var terms = terms(transaction, organizationId, version.extensionId(), pricing);
        if (terms.basis() == Terms.Basis.TRIAL) {
            var trial = new Entitlement(
                    organizationId,
                    version.extensionId(),
                    Entitlement.Kind.TRIAL,
                    Timestamps.stored(clock.instant()),
                    terms.until().map(Timestamps::stored),
                    "system:marketplace",
                    Optional.empty());
            if (EntitlementStore.insert(transaction, trial)) {
                tell(transaction, Caller.system("marketplace", organizationId), "trial.started", trial);
            }
        }
    }

    /**
     * What the caller's organization holds, by extension and kind; one more than the limit tells that there are more.
     *
     * @param after extension and kind of the last one before; empty to begin
     */
    public List<Entitlement> list(Caller caller, Optional<List<String>> after, int limit) {
        return work.call(
                transaction -> EntitlementStore.ofOrganization(transaction, caller.organizationId(), after, limit));
    }

    /** As {@link #list}, of any organization; for administrators of the platform. */
    public List<Entitlement> ofOrganization(String organizationId, Optional<List<String>> after, int limit) {
        var organization = organization(organizationId);
        return work.call(transaction -> EntitlementStore.ofOrganization(transaction, organization, after, limit));
    }

    /**
     * Lets an organization use an extension without a payment through a provider; for administrators of the platform.
     *
     * @param endsAt until when; empty for good
     */
    public Entitlement grant(
            Caller caller, String organizationId, String extensionId, Optional<Instant> endsAt, String reference) {
        if (reference != null
                && (reference.length() > LONGEST_REFERENCE || reference.chars().anyMatch(Character::isISOControl))) {
            throw new ValidationException(
                    "/reference", "at most " + LONGEST_REFERENCE + " characters, none of control");
        }
        endsAt.filter(end -> !end.isAfter(clock.instant())).ifPresent(end -> {
            throw new ValidationException("/endsAt", "lies in the past");
        });
        var entitlement = new Entitlement(
                organization(organizationId),
                extensionId,
                Entitlement.Kind.GRANT,
                Timestamps.stored(clock.instant()),
                endsAt.map(Timestamps::stored),
                caller.actor(),
                Optional.ofNullable(reference));
        work.run(transaction -> {
            catalogue
                    .extension(transaction, extensionId)
                    .orElseThrow(() -> new NotFoundException("the catalogue has no extension " + extensionId));
            EntitlementStore.put(transaction, entitlement);
            tell(transaction, caller, "granted", entitlement);
        });
        return entitlement;
    }

    /** Takes a grant back. */
    public void revoke(Caller caller, String organizationId, String extensionId) {
        var organization = organization(organizationId);
        work.run(transaction -> {
            var grant = EntitlementStore.of(transaction, organization, extensionId).stream()
                    .filter(held -> held.kind() == Entitlement.Kind.GRANT)
                    .findFirst()
                    .orElseThrow(() -> new NotFoundException("the organization has no such grant"));
            EntitlementStore.delete(transaction, organization, extensionId, Entitlement.Kind.GRANT);
            tell(transaction, caller, "withdrawn", grant);
        });
    }

    /** A payment was made, renewed or ended; in the transaction that records it. */
    void paid(Transaction transaction, Caller caller, Entitlement entitlement) {
        EntitlementStore.put(transaction, entitlement);
        tell(transaction, caller, "paid", entitlement);
    }

    private static Pricing pricing(ExtensionVersion version) {
        return Pricing.of(version.descriptor().source());
    }

    private String organization(String id) {
        return organizations
                .find(id)
                .map(Organizations.Organization::id)
                .orElseThrow(() -> new NotFoundException("there is no such organization"));
    }

    private void tell(Transaction transaction, Caller caller, String what, Entitlement entitlement) {
        var topic = "extension.entitlement." + what;
        var subject = "extension/" + entitlement.extensionId();
        var data = Json.object()
                .put("organizationId", entitlement.organizationId())
                .put("kind", entitlement.kind().name());
        entitlement.endsAt().ifPresent(end -> data.put("endsAt", end.toString()));
        audit.record(transaction, caller, AuditLog.Entry.success(topic, subject, data));
        outbox.append(transaction, entitlement.organizationId(), topic, subject, data);
    }
}
