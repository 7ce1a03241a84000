package org.archipel.marketplace.internal.pricing;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.payment.PaymentProvider;
import org.archipel.api.payment.PaymentState;
import org.archipel.api.payment.Purchase;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.CatalogueEntry;
import org.archipel.marketplace.internal.model.Entitlement;
import org.archipel.marketplace.internal.model.Pricing;
import org.archipel.marketplace.internal.model.PurchaseOrder;
import org.archipel.marketplace.internal.model.PurchaseOrder.Status;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.marketplace.internal.store.EntitlementStore;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Buys extensions through a provider of payment. A purchase is written down before the provider hears of it, and asked about until it
 * is decided, so that a crash loses no payment and makes none twice. Thread-safe.
 */
@Component(service = Purchases.class)
public final class Purchases {
    private static final Logger LOG = LoggerFactory.getLogger(Purchases.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration RENEWAL = Duration.ofHours(1);
    private static final int PIECE = 50;
    private static final int LONGEST_DETAIL = 500;
    private static final int LONGEST_REFERENCE = 200;
    private static final int LONGEST_ADDRESS = 1000;

    private final UnitOfWork work;
    private final PaymentProviders providers;
    private final Entitlements entitlements;
    private final AuditLog audit;
    private final CatalogueStore catalogue = new CatalogueStore();

    @Activate
    public Purchases(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference PaymentProviders providers,
            @Reference Entitlements entitlements,
            @Reference AuditLog audit) {
        this.work = work;
        this.providers = providers;
        this.entitlements = entitlements;
        this.audit = audit;
    }

    /**
     * Buys an extension for the caller's organization. While a purchase of it on the same terms is under way, that is the answer.
     *
     * @param provider empty for the only one
     * @throws ConflictException if it is free, paid for already, or nobody takes the money
     */
    public PurchaseOrder buy(Caller caller, String extensionId, Optional<String> provider) {
        var pricing = pricing(extensionId);
        if (pricing.model() == Pricing.Model.FREE) {
            throw new ConflictException("the extension costs nothing");
        }
        if (pricing.price().isEmpty()) {
            throw new ConflictException(
                    "the extension's price is agreed upon with its publisher, and it is not sold here;"
                            + " an administrator of the platform grants its use");
        }
        var now = Timestamps.stored(Instant.now());
        var order = new PurchaseOrder(
                Ids.next(),
                caller.organizationId(),
                extensionId,
                provider(provider),
                Status.OPENING,
                pricing.model(),
                pricing.price().get(),
                pricing.currency().orElse("EUR"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                caller.actor(),
                now,
                now);
        return settle(work.call(transaction -> begun(transaction, caller, order)));
    }

    /** The purchase that is under way, or else the order. */
    private PurchaseOrder begun(Transaction transaction, Caller caller, PurchaseOrder order) {
        EntitlementStore.lockPurchases(transaction);
        present(transaction, order)
                .filter(held -> held.holds(order.createdAt()))
                .ifPresent(held -> {
                    throw new ConflictException("the extension is paid for already"
                            + held.endsAt().map(end -> ", until " + end).orElse(""));
                });
        return EntitlementStore.open(transaction, order.organizationId(), order.extensionId()).stream()
                .filter(order::sameAs)
                .findFirst()
                .orElseGet(() -> inserted(transaction, caller, order));
    }

    private PurchaseOrder inserted(Transaction transaction, Caller caller, PurchaseOrder order) {
        EntitlementStore.insert(transaction, order);
        audit.record(
                transaction,
                caller,
                AuditLog.Entry.success(
                        "extension.purchase.begun",
                        "extension/" + order.extensionId(),
                        Json.object()
                                .put("purchaseId", order.id())
                                .put("provider", order.provider())
                                .put("price", order.price().toPlainString())
                                .put("currency", order.currency())));
        return order;
    }

    /** What the organization holds because it paid. */
    private static Optional<Entitlement> present(Transaction transaction, PurchaseOrder order) {
        return EntitlementStore.of(transaction, order.organizationId(), order.extensionId()).stream()
                .filter(held -> held.kind() == Entitlement.Kind.PURCHASE)
                .findFirst();
    }

    /** What the newest version costs. */
    private Pricing pricing(String extensionId) {
        return work.call(transaction -> catalogue
                        .extension(transaction, extensionId)
                        .flatMap(CatalogueEntry::latestVersion)
                        .flatMap(version -> catalogue.version(transaction, extensionId, version)))
                .map(version -> Pricing.of(version.descriptor().source()))
                .orElseThrow(() -> new NotFoundException("the catalogue has no extension " + extensionId));
    }

    private String provider(Optional<String> wanted) {
        var names = providers.names();
        if (wanted.isPresent()) {
            return wanted.filter(names::contains)
                    .orElseThrow(() -> new ValidationException("/provider", "must be one of " + names));
        }
        if (names.size() != 1) {
            throw new ConflictException(
                    names.isEmpty()
                            ? "nobody takes payments on this platform; ask its administrator for an entitlement"
                            : "say who takes the payment: one of " + names);
        }
        return names.get(0);
    }

    /** A purchase of the caller's organization, as its provider sees it now. */
    public PurchaseOrder get(Caller caller, String id) {
        var order = work.call(transaction -> EntitlementStore.purchase(transaction, caller.organizationId(), id))
                .orElseThrow(() -> new NotFoundException("there is no such purchase"));
        return order.open() ? settle(order) : order;
    }

    /** The newest first; one more than the limit tells that there are more. */
    public List<PurchaseOrder> list(Caller caller, String before, int limit) {
        return work.call(
                transaction -> EntitlementStore.purchases(transaction, caller.organizationId(), before, limit));
    }

    /** Asks about all that are not decided, and about those that are renewed. */
    public void settleAll() {
        var now = Timestamps.stored(Instant.now());
        work.call(transaction ->
                        EntitlementStore.unsettledOnPlatform(transaction, now.minus(PAUSE), now.minus(RENEWAL), PIECE))
                .forEach(this::settle);
    }

    private PurchaseOrder settle(PurchaseOrder order) {
        var provider = providers.find(order.provider());
        if (provider.isEmpty()) {
            return keep(with(order, order.status(), order.reference(), order.address(), "its provider is not there"));
        }
        try {
            var begun = order.reference().isPresent() ? order : begin(order, provider.get());
            return ask(begun, provider.get());
        } catch (RuntimeException e) {
            LOG.warn("purchase {} could not be settled by {}; it is tried again", order.id(), order.provider(), e);
            return keep(
                    with(order, order.status(), order.reference(), order.address(), "its provider does not answer"));
        }
    }

    private PurchaseOrder begin(PurchaseOrder order, PaymentProvider provider) {
        var checkout = provider.begin(new Purchase(
                order.id(),
                order.organizationId(),
                order.extensionId(),
                Purchase.Terms.valueOf(order.model().name()),
                order.price(),
                order.currency()));
        if (checkout.reference() == null || checkout.reference().length() > LONGEST_REFERENCE) {
            throw new PlatformException(ErrorCode.INTEGRATION_ERROR, "the provider gave no reference");
        }
        return keep(with(
                order,
                Status.PENDING,
                Optional.of(checkout.reference()),
                checkout.address().map(Purchases::address),
                ""));
    }

    /** Only where a browser can go without harm. */
    private static String address(URI address) {
        var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")
                || address.toString().length() > LONGEST_ADDRESS) {
            throw new PlatformException(ErrorCode.INTEGRATION_ERROR, "the provider's address is none for a browser");
        }
        return address.toString();
    }

    private PurchaseOrder ask(PurchaseOrder order, PaymentProvider provider) {
        var state = provider.state(order.reference().orElseThrow());
        var next = with(
                order,
                Status.valueOf(state.status().name()),
                order.reference(),
                order.address().filter(address -> state.status() == PaymentState.Status.PENDING),
                state.detail());
        var caller = Caller.system("payments", order.organizationId());
        work.run(transaction -> {
            EntitlementStore.update(transaction, next);
            if (next.status() == Status.PAID || order.status() == Status.PAID) {
                var held = entitlement(next, state);
                if (counts(held, present(transaction, order))) {
                    entitlements.paid(transaction, caller, held);
                }
            }
        });
        return next;
    }

    /** Whether it takes the place of what is held: of two purchases of an extension that counts which holds longer. */
    private static boolean counts(Entitlement next, Optional<Entitlement> present) {
        return present.isEmpty()
                || !present.get().equals(next)
                        && (present.get().reference().equals(next.reference())
                                || present.get().endsBefore(next));
    }

    /** A payment that ended holds until now. */
    private static Entitlement entitlement(PurchaseOrder order, PaymentState state) {
        var ends = order.status() == Status.PAID
                ? state.paidUntil().map(Timestamps::stored)
                : Optional.of(order.updatedAt());
        return new Entitlement(
                order.organizationId(),
                order.extensionId(),
                Entitlement.Kind.PURCHASE,
                order.createdAt(),
                ends,
                "system:payments",
                Optional.of(order.id()));
    }

    private PurchaseOrder keep(PurchaseOrder order) {
        work.run(transaction -> EntitlementStore.update(transaction, order));
        return order;
    }

    private static PurchaseOrder with(
            PurchaseOrder order, Status status, Optional<String> reference, Optional<String> address, String detail) {
        var cut = detail == null ? "" : detail.substring(0, Math.min(LONGEST_DETAIL, detail.length()));
        return new PurchaseOrder(
                order.id(),
                order.organizationId(),
                order.extensionId(),
                order.provider(),
                status,
                order.model(),
                order.price(),
                order.currency(),
                reference,
                address,
                Optional.of(cut).filter(text -> !text.isBlank()),
                order.createdBy(),
                order.createdAt(),
                Timestamps.stored(Instant.now()));
    }
}
