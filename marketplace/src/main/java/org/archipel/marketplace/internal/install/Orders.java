package org.archipel.marketplace.internal.install;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.ChangeKind;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.plan.InstallPlan;
import org.archipel.marketplace.internal.store.InstallationChangedException;
import org.archipel.marketplace.internal.store.InstallationStore;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobQueue;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Places orders: writes what should be, and submits the job that makes it so, in one transaction. Of two orders for one
 * installation at the same time one is placed, the other is refused. Thread-safe.
 */
@Component(service = Orders.class)
public final class Orders {
    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);
    private static final int ATTEMPTS = 5;

    private final UnitOfWork work;
    private final JobQueue jobs;
    private final InstallationEvents events;
    private final InstallationStore installations = new InstallationStore();

    @Activate
    public Orders(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference JobQueue jobs,
            @Reference InstallationEvents events) {
        this.work = work;
        this.jobs = jobs;
        this.events = events;
    }

    /** A placed order: the installation with it, and the job that carries it out. */
    public record Placed(Installation installation, Job job) {}

    /**
     * @throws PlatformException {@code PERMISSION_DENIED} if required permissions are not granted
     * @throws ValidationException if the configuration does not fit
     * @throws ConflictException if the plan cannot be carried out, or a change is under way
     */
    public Placed place(Caller caller, Draft draft) {
        return place(caller, draft, (transaction, ordered) -> {});
    }

    /**
     * As {@link #place(Caller, Draft)}; thought through again if the installation changed meanwhile, as it does when the platform
     * itself notes something at it.
     *
     * @param thought gives the draft, and refuses it if it is not what was asked for any more
     */
    public Placed place(Caller caller, Supplier<Draft> thought) {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return place(caller, thought.get());
            } catch (InstallationChangedException e) {
                LOG.debug("an order is thought through again: {}", e.getMessage());
            }
        }
        return place(caller, thought.get());
    }

    /** @param also done in the transaction of the order, with the installation as it stands then */
    public Placed place(Caller caller, Draft draft, BiConsumer<Transaction, Installation> also) {
        check(caller, draft);
        return work.call(transaction -> {
            var placed = place(transaction, caller, draft, Optional.empty());
            also.accept(transaction, placed.installation());
            return placed;
        });
    }

    private void check(Caller caller, Draft draft) {
        draft.before().forEach(earlier -> check(caller, earlier));
        checkConsent(caller, draft);
        checkPlan(draft.plan());
    }

    /** @param broughtBy the installation for whose sake it is there */
    private Placed place(Transaction transaction, Caller caller, Draft draft, Optional<String> broughtBy) {
        draft.before()
                .forEach(earlier -> place(
                        transaction,
                        caller,
                        earlier,
                        Optional.of(draft.next().id()).filter(id -> earlier.kind() == ChangeKind.INSTALL)));
        var ordered = draft.next();
        var order = new ChangeOrder(
                ordered.id(),
                ordered.generation(),
                draft.kind(),
                ordered.desired().version());
        var job = submit(transaction, caller, ordered, order);
        var carriedOut = ordered.carriedOutBy(job.id());
        var next = broughtBy.map(carriedOut::broughtBy).orElse(carriedOut);
        var row = draft.present().isPresent() ? installations.update(transaction, next) : insert(transaction, next);
        events.ordered(transaction, caller, draft.kind(), row, summary(draft));
        return new Placed(row, job);
    }

    private Job submit(Transaction transaction, Caller caller, Installation ordered, ChangeOrder order) {
        try {
            return jobs.submit(transaction, caller, order.request());
        } catch (ConflictException underWay) {
            throw new ConflictException("another change of " + ordered.extensionId()
                    + " is under way; it is told by GET /api/extensions/" + ordered.extensionId());
        }
    }

    private Installation insert(Transaction transaction, Installation next) {
        if (installations
                .find(transaction, next.organizationId(), next.extensionId())
                .isPresent()) {
            throw new ConflictException("another request installs the extension at this moment");
        }
        return installations.insert(transaction, next);
    }

    private void checkConsent(Caller caller, Draft draft) {
        try {
            draft.consent()
                    .ifPresent(consent -> consent.require(draft.next().desired().grants()));
        } catch (PlatformException refused) {
            var data = summary(draft).put("reason", refused.getMessage());
            work.run(transaction -> events.denied(
                    transaction, caller, draft.kind(), draft.next().extensionId(), data));
            throw refused;
        }
    }

    private static void checkPlan(InstallPlan plan) {
        if (!plan.config().valid() && !plan.config().migrationNeeded()) {
            throw new ValidationException(
                    "the configuration does not fit the extension's schema",
                    plan.config().errors().stream()
                            .map(error -> new FieldError(error.pointer(), error.message()))
                            .toList());
        }
        if (!plan.executable()) {
            throw new PlatformException(ErrorCode.CONFLICT, String.join(" ", plan.problems()));
        }
    }

    private static ObjectNode summary(Draft draft) {
        var setup = draft.next().desired();
        var summary = Json.object().put("version", setup.version());
        draft.plan().fromVersion().ifPresent(from -> summary.put("fromVersion", from));
        summary.set("grants", Json.tree(setup.grants()));
        return summary;
    }
}
