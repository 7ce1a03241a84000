package org.archipel.security.internal.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.NotFoundException;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.rest.ApiPermission;
import org.archipel.security.AuditLog;
import org.archipel.security.AuditLog.Outcome;
import org.archipel.security.BuiltInRole;
import org.archipel.security.Caller;
import org.archipel.security.internal.Checks;
import org.archipel.security.internal.access.Grants;
import org.archipel.security.internal.apikey.KeyCache;
import org.archipel.security.internal.store.RoleRow;
import org.archipel.security.internal.store.RoleStore;
import org.archipel.security.internal.store.UserStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes and keeps the roles of an organization, from the permissions of whoever makes them. */
@Component(service = RoleService.class)
public final class RoleService {
    private static final int DESCRIPTION_LENGTH = 500;

    private final UnitOfWork work;
    private final KeyCache keys;
    private final AuditLog audit;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public RoleService(
            @Reference(target = "(unit=security)") UnitOfWork work,
            @Reference KeyCache keys,
            @Reference AuditLog audit) {
        this.work = work;
        this.keys = keys;
        this.audit = audit;
    }

    /** What a request says of a role; the permissions by their wire names. */
    public record Draft(String name, Optional<String> description, List<String> permissions) {
        public Draft {
            permissions = List.copyOf(permissions);
        }
    }

    /** A page of roles and one more. */
    public List<RoleRow> list(Caller caller, Optional<String> after, Optional<String> text, int limit) {
        return work.call(transaction -> RoleStore.list(transaction, caller.organizationId(), after, text, limit));
    }

    public RoleRow get(Caller caller, String id) {
        return work.call(transaction -> find(transaction, caller, id));
    }

    public RoleRow create(Caller caller, Draft draft) {
        Set<ApiPermission> permissions = check(draft);
        Grants.requireWithin(caller, permissions);
        return work.call(transaction -> {
            if (!RoleStore.byNames(transaction, caller.organizationId(), List.of(draft.name()))
                    .isEmpty()) {
                throw new ConflictException("There is a role of this name.");
            }
            Instant now = Timestamps.stored(clock.instant());
            RoleRow row = new RoleRow(Ids.next(), caller.organizationId(), draft.name(), now);
            row.describe(draft.description(), Grants.wireNames(permissions), now);
            RoleStore.add(transaction, row);
            record(transaction, caller, row, "role.create", Optional.empty(), Optional.of(json(row)));
            transaction.entityManager().flush();
            return row;
        });
    }

    /** @param seen is given the version that is there before the change, to refuse it when the client saw another */
    public RoleRow update(Caller caller, String id, Draft draft, LongConsumer seen) {
        Set<ApiPermission> permissions = check(draft);
        Grants.requireWithin(caller, permissions);
        return work.call(transaction -> {
            RoleRow row = find(transaction, caller, id);
            seen.accept(row.version());
            requireManageable(transaction, caller, row);
            new Checks()
                    .check(row.name().equals(draft.name()), "/name", "cannot be changed; users refer to it")
                    .done();
            JsonNode before = json(row);
            row.describe(draft.description(), Grants.wireNames(permissions), Timestamps.stored(clock.instant()));
            record(transaction, caller, row, "role.update", Optional.of(before), Optional.of(json(row)));
            keys.changed(transaction);
            transaction.entityManager().flush();
            return row;
        });
    }

    public void delete(Caller caller, String id, LongConsumer seen) {
        work.run(transaction -> {
            RoleRow row = find(transaction, caller, id);
            seen.accept(row.version());
            requireManageable(transaction, caller, row);
            if (UserStore.hasRole(transaction, caller.organizationId(), row.name())) {
                throw new ConflictException("Users have this role; take it from them first.");
            }
            RoleStore.delete(transaction, row);
            record(transaction, caller, row, "role.delete", Optional.of(json(row)), Optional.empty());
            keys.changed(transaction);
        });
    }

    private static RoleRow find(Transaction transaction, Caller caller, String id) {
        return RoleStore.byId(transaction, caller.organizationId(), id)
                .orElseThrow(() -> new NotFoundException("There is no such role."));
    }

    /** A role with permissions beyond the caller's is not the caller's to change. */
    private static void requireManageable(Transaction transaction, Caller caller, RoleRow row) {
        Grants.requireWithin(caller, Grants.ofRoles(transaction, row.organizationId(), List.of(row.name())));
    }

    private static Set<ApiPermission> check(Draft draft) {
        Checks checks = new Checks()
                .roleName("/name", draft.name())
                .check(
                        draft.name() == null || BuiltInRole.named(draft.name()).isEmpty(),
                        "/name",
                        "is a built-in role, which cannot be changed")
                .text("/description", draft.description(), DESCRIPTION_LENGTH)
                .check(!draft.permissions().isEmpty(), "/permissions", "must have at least one");
        Set<ApiPermission> permissions = Grants.parse(checks, "/permissions", draft.permissions());
        checks.done();
        return permissions;
    }

    private void record(
            Transaction transaction,
            Caller caller,
            RoleRow row,
            String action,
            Optional<JsonNode> before,
            Optional<JsonNode> after) {
        audit.record(
                transaction, caller, new AuditLog.Entry(action, "role/" + row.id(), before, after, Outcome.SUCCESS));
    }

    private static JsonNode json(RoleRow row) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", row.name());
        row.description().ifPresent(description -> json.put("description", description));
        row.permissions().forEach(json.putArray("permissions")::add);
        return json;
    }
}
