package org.archipel.security.internal.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.NotFoundException;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.rest.ListOrder;
import org.archipel.security.AuditLog;
import org.archipel.security.AuditLog.Outcome;
import org.archipel.security.BuiltInRole;
import org.archipel.security.Caller;
import org.archipel.security.internal.Checks;
import org.archipel.security.internal.access.Grants;
import org.archipel.security.internal.access.UserStatus;
import org.archipel.security.internal.apikey.KeyCache;
import org.archipel.security.internal.store.ApiKeyRow;
import org.archipel.security.internal.store.ApiKeyStore;
import org.archipel.security.internal.store.RoleRow;
import org.archipel.security.internal.store.RoleStore;
import org.archipel.security.internal.store.UserRow;
import org.archipel.security.internal.store.UserStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes and keeps the users of an organization. Nobody gives more than they have, or changes somebody who has more. */
@Component(service = UserService.class)
public final class UserService {
    private static final int NAME_LENGTH = 200;
    private static final int MOST_ROLES = 20;
    private static final int ROLE_LENGTH = 64;

    private final UnitOfWork work;
    private final KeyCache keys;
    private final AuditLog audit;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public UserService(
            @Reference(target = "(unit=security)") UnitOfWork work,
            @Reference KeyCache keys,
            @Reference AuditLog audit) {
        this.work = work;
        this.keys = keys;
        this.audit = audit;
    }

    /** What a request says of a user. */
    public record Draft(String email, String displayName, List<String> roles, UserStatus status) {
        public Draft {
            roles = List.copyOf(roles);
        }
    }

    /** A page of users and one more. */
    public List<UserRow> list(
            Caller caller, Optional<UserStatus> status, ListOrder order, Optional<String> text, int limit) {
        return work.call(transaction ->
                UserStore.list(transaction, caller.organizationId(), status.map(UserStatus::name), order, text, limit));
    }

    public UserRow get(Caller caller, String id) {
        return work.call(transaction -> find(transaction, caller, id));
    }

    public UserRow create(Caller caller, Draft draft) {
        check(draft);
        return work.call(transaction -> {
            Instant now = Timestamps.stored(clock.instant());
            UserRow row = new UserRow(Ids.next(), caller.organizationId(), now);
            apply(transaction, caller, row, draft, now);
            UserStore.add(transaction, row);
            record(transaction, caller, row, "user.create", Optional.empty(), Optional.of(json(row)));
            transaction.entityManager().flush();
            return row;
        });
    }

    /** @param seen is given the version that is there before the change, to refuse it when the client saw another */
    public UserRow update(Caller caller, String id, Draft draft, LongConsumer seen) {
        check(draft);
        return work.call(transaction -> {
            UserRow row = find(transaction, caller, id);
            seen.accept(row.version());
            Grants.requireWithin(caller, Grants.of(transaction, row));
            if (row.id().equals(caller.userId()) && draft.status() == UserStatus.DISABLED) {
                throw new ConflictException("You cannot disable yourself.");
            }
            JsonNode before = json(row);
            apply(transaction, caller, row, draft, Timestamps.stored(clock.instant()));
            record(transaction, caller, row, "user.update", Optional.of(before), Optional.of(json(row)));
            keys.changed(transaction);
            transaction.entityManager().flush();
            return row;
        });
    }

    /** Removes the user and revokes the user's keys. */
    public void delete(Caller caller, String id, LongConsumer seen) {
        work.run(transaction -> {
            UserRow row = find(transaction, caller, id);
            seen.accept(row.version());
            Grants.requireWithin(caller, Grants.of(transaction, row));
            if (row.id().equals(caller.userId())) {
                throw new ConflictException("You cannot delete yourself.");
            }
            Instant now = Timestamps.stored(clock.instant());
            for (ApiKeyRow key : ApiKeyStore.unrevoked(transaction, caller.organizationId(), id)) {
                key.revoke(now);
                audit.record(
                        transaction, caller, AuditLog.Entry.success("api-key.revoke", "api-key/" + key.id(), null));
            }
            UserStore.delete(transaction, row);
            record(transaction, caller, row, "user.delete", Optional.of(json(row)), Optional.empty());
            keys.changed(transaction);
        });
    }

    /** The user behind the caller's credential, who may belong to another organization than the one worked in. */
    public UserRow self(Caller caller) {
        return work.call(transaction -> UserStore.self(transaction, caller.userId())
                .orElseThrow(() -> new NotFoundException("There is no user behind this credential.")));
    }

    private void apply(Transaction transaction, Caller caller, UserRow row, Draft draft, Instant now) {
        requireRoles(transaction, caller.organizationId(), draft.roles());
        Grants.requireWithin(caller, Grants.ofRoles(transaction, caller.organizationId(), draft.roles()));
        String email = draft.email().toLowerCase(Locale.ROOT);
        UserStore.byEmail(transaction, caller.organizationId(), email)
                .filter(other -> !other.id().equals(row.id()))
                .ifPresent(other -> {
                    throw new ConflictException("Another user has this e-mail address.");
                });
        row.describe(
                email,
                draft.displayName().strip(),
                draft.roles(),
                draft.status().name(),
                now);
    }

    private static void requireRoles(Transaction transaction, String organizationId, List<String> roles) {
        Set<String> custom = RoleStore.byNames(transaction, organizationId, roles).stream()
                .map(RoleRow::name)
                .collect(Collectors.toSet());
        Checks checks = new Checks();
        for (int i = 0; i < roles.size(); i++) {
            String role = roles.get(i);
            checks.check(BuiltInRole.named(role).isPresent() || custom.contains(role), "/roles/" + i, "is not a role");
        }
        checks.done();
    }

    private static UserRow find(Transaction transaction, Caller caller, String id) {
        return UserStore.byId(transaction, caller.organizationId(), id)
                .orElseThrow(() -> new NotFoundException("There is no such user."));
    }

    private static void check(Draft draft) {
        new Checks()
                .email("/email", draft.email())
                .name("/displayName", draft.displayName(), NAME_LENGTH)
                .names("/roles", draft.roles(), MOST_ROLES, ROLE_LENGTH)
                .done();
    }

    private void record(
            Transaction transaction,
            Caller caller,
            UserRow row,
            String action,
            Optional<JsonNode> before,
            Optional<JsonNode> after) {
        audit.record(
                transaction, caller, new AuditLog.Entry(action, "user/" + row.id(), before, after, Outcome.SUCCESS));
    }

    private static JsonNode json(UserRow row) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("email", row.email())
                .put("displayName", row.displayName())
                .put("status", row.status());
        row.roles().forEach(json.putArray("roles")::add);
        return json;
    }
}
