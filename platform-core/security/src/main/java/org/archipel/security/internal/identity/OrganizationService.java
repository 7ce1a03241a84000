package org.archipel.security.internal.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.NotFoundException;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.ListOrder;
import org.archipel.security.AuditLog;
import org.archipel.security.AuditLog.Outcome;
import org.archipel.security.Caller;
import org.archipel.security.internal.Checks;
import org.archipel.security.internal.apikey.KeyCache;
import org.archipel.security.internal.audit.AuditChain;
import org.archipel.security.internal.store.InstallationStore;
import org.archipel.security.internal.store.OrganizationRow;
import org.archipel.security.internal.store.OrganizationStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes and keeps organizations. Who does not manage them all sees the own one only. */
@Component(service = OrganizationService.class)
public final class OrganizationService {
    private static final int NAME_LENGTH = 200;

    private final UnitOfWork work;
    private final OrganizationDirectory directory;
    private final KeyCache keys;
    private final AuditLog audit;
    private final AuditChain chain;
    private final OrganizationRemovals removals;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public OrganizationService(
            @Reference(target = "(unit=security)") UnitOfWork work,
            @Reference OrganizationDirectory directory,
            @Reference KeyCache keys,
            @Reference AuditLog audit,
            @Reference AuditChain chain,
            @Reference OrganizationRemovals removals) {
        this.work = work;
        this.directory = directory;
        this.keys = keys;
        this.audit = audit;
        this.chain = chain;
        this.removals = removals;
    }

    /** What a request says of an organization. */
    public record Draft(String slug, String name) {}

    /** A page of organizations and one more. */
    public List<OrganizationRow> list(Caller caller, ListOrder order, Optional<String> text, int limit) {
        if (caller.may(ApiPermission.ORGANIZATIONS_MANAGE)) {
            return work.call(transaction -> OrganizationStore.list(transaction, order, text, limit));
        }
        return !order.place().isEmpty() ? List.of() : List.of(get(caller, caller.organizationId()));
    }

    public OrganizationRow get(Caller caller, String id) {
        return work.call(transaction -> find(transaction, caller, id));
    }

    public OrganizationRow create(Caller caller, Draft draft) {
        check(draft);
        return work.call(transaction -> {
            requireFree(transaction, draft.slug(), Optional.empty());
            OrganizationRow row = new OrganizationRow(
                    Ids.next(), draft.slug(), draft.name().strip(), Timestamps.stored(clock.instant()));
            OrganizationStore.add(transaction, row);
            chain.begin(transaction, row.id());
            record(transaction, caller, row, "organization.create", Optional.empty(), Optional.of(json(row)));
            transaction.entityManager().flush();
            return row;
        });
    }

    /** @param seen is given the version that is there before the change, to refuse it when the client saw another */
    public OrganizationRow update(Caller caller, String id, Draft draft, LongConsumer seen) {
        check(draft);
        return work.call(transaction -> {
            OrganizationRow row = find(transaction, caller, id);
            seen.accept(row.version());
            requireFree(transaction, draft.slug(), Optional.of(id));
            JsonNode before = json(row);
            row.rename(draft.slug(), draft.name().strip(), Timestamps.stored(clock.instant()));
            record(transaction, caller, row, "organization.update", Optional.of(before), Optional.of(json(row)));
            directory.changed(transaction);
            transaction.entityManager().flush();
            return row;
        });
    }

    /**
     * Removes the organization with its users, roles, keys and credentials, at once; what other contexts keep of it follows, and credentials
     * that something at a remote system has still to be ended with go when it was, two days later at the latest. With its data key, sealed copies in backups become unreadable as far as the master key is not used on an old copy of the key table.
     */
    public void delete(Caller caller, String id, LongConsumer seen) {
        work.run(transaction -> {
            OrganizationRow row = find(transaction, caller, id);
            seen.accept(row.version());
            boolean standard = InstallationStore.find(transaction)
                    .filter(beginning -> beginning.defaultOrganizationId().equals(id))
                    .isPresent();
            if (standard) {
                throw new ConflictException("The default organization cannot be deleted.");
            }
            record(transaction, caller, row, "organization.delete", Optional.of(json(row)), Optional.empty());
            OrganizationStore.delete(transaction, row, removals.credentialsNeeded(transaction, row.id()));
            removals.removed(transaction, row);
            directory.changed(transaction);
            keys.changed(transaction);
        });
    }

    private static OrganizationRow find(Transaction transaction, Caller caller, String id) {
        boolean visible = id.equals(caller.organizationId()) || caller.may(ApiPermission.ORGANIZATIONS_MANAGE);
        return Optional.of(id)
                .filter(any -> visible)
                .flatMap(any -> OrganizationStore.byId(transaction, any))
                .orElseThrow(() -> new NotFoundException("There is no such organization."));
    }

    private static void requireFree(Transaction transaction, String slug, Optional<String> except) {
        OrganizationStore.bySlug(transaction, slug)
                .filter(other -> !Optional.of(other.id()).equals(except))
                .ifPresent(other -> {
                    throw new ConflictException("Another organization has the slug " + slug + ".");
                });
    }

    private static void check(Draft draft) {
        new Checks()
                .slug("/slug", draft.slug())
                .name("/name", draft.name(), NAME_LENGTH)
                .done();
    }

    /** In the chain of the organization itself, whoever changed it. */
    private void record(
            Transaction transaction,
            Caller caller,
            OrganizationRow row,
            String action,
            Optional<JsonNode> before,
            Optional<JsonNode> after) {
        Caller there = new Caller(
                caller.actor(), row.id(), caller.userId(), caller.permissions(), caller.ip(), caller.requestId());
        audit.record(
                transaction,
                there,
                new AuditLog.Entry(action, "organization/" + row.id(), before, after, Outcome.SUCCESS));
    }

    private static JsonNode json(OrganizationRow row) {
        return JsonNodeFactory.instance.objectNode().put("slug", row.slug()).put("name", row.name());
    }
}
