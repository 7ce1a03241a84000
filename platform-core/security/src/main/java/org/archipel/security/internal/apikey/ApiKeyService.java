package org.archipel.security.internal.apikey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
import org.archipel.security.internal.SecurityConfig;
import org.archipel.security.internal.access.Grants;
import org.archipel.security.internal.store.ApiKeyRow;
import org.archipel.security.internal.store.ApiKeyStore;
import org.archipel.security.internal.store.UserRow;
import org.archipel.security.internal.store.UserStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Makes, changes, rotates and revokes API keys. What a key permits never goes beyond what its maker may do, and nobody touches a
 * key that permits more than they have: rotating it would hand out its rights.
 */
@Component(service = ApiKeyService.class)
public final class ApiKeyService {
    private static final int NAME_LENGTH = 100;
    private static final int DESCRIPTION_LENGTH = 500;
    /** Databases know no later times. */
    private static final Instant LAST_EXPIRY = Instant.parse("9999-12-31T23:59:59Z");

    private static final int MOST_TAGS = 20;
    private static final int TAG_LENGTH = 50;
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private final UnitOfWork work;
    private final KeyIssuer issuer;
    private final KeyCache cache;
    private final AuditLog audit;
    private final Duration standardOverlap;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public ApiKeyService(
            @Reference(target = "(unit=security)") UnitOfWork work,
            @Reference KeyIssuer issuer,
            @Reference KeyCache cache,
            @Reference AuditLog audit,
            @Reference SecurityConfig config) {
        this.work = work;
        this.issuer = issuer;
        this.cache = cache;
        this.audit = audit;
        this.standardOverlap = config.rotationOverlap();
    }

    /**
     * What a request says of a key.
     *
     * @param userId whose key it is; the caller's own when empty
     * @param scopes wire names of permissions; none means all that the user may do
     */
    public record Draft(
            Optional<String> userId,
            String name,
            Optional<String> description,
            List<String> scopes,
            Optional<RateLimit> rateLimit,
            Optional<Long> quotaLimit,
            Optional<Instant> expiresAt,
            List<String> tags) {
        public Draft {
            scopes = List.copyOf(scopes);
            tags = List.copyOf(tags);
        }
    }

    /**
     * A key with what it permits.
     *
     * @param requestsThisMonth how often it was used in the calendar month, some seconds late
     */
    public record DescribedKey(ApiKeyRow row, Set<ApiPermission> permissions, long requestsThisMonth) {}

    /** A key just made, with the full text that is told this once. */
    public record IssuedKey(DescribedKey key, ApiKeyText text) {}

    /** A page of keys and one more. */
    public List<DescribedKey> list(
            Caller caller, Optional<String> userId, ListOrder order, Optional<String> text, int limit) {
        return work.call(transaction ->
                ApiKeyStore.list(transaction, caller.organizationId(), userId, order, text, limit).stream()
                        .map(row -> describe(transaction, row))
                        .toList());
    }

    public DescribedKey get(Caller caller, String id) {
        return work.call(transaction -> describe(transaction, find(transaction, caller, id)));
    }

    public IssuedKey create(Caller caller, Draft draft) {
        check(draft);
        return work.call(transaction -> {
            Instant now = Timestamps.stored(clock.instant());
            String userId = draft.userId().orElse(caller.userId());
            UserRow user = UserStore.byId(transaction, caller.organizationId(), userId)
                    .orElseThrow(() -> new Checks()
                            .error("/userId", "is not a user of the organization")
                            .failure());
            ApiKeyRow row = new ApiKeyRow(Ids.next(), caller.organizationId(), user.id(), now);
            apply(row, draft, now);
            Grants.requireWithin(caller, permissions(transaction, row));
            return issue(transaction, caller, row, "api-key.create");
        });
    }

    /** @param seen is given the version that is there before the change, to refuse it when the client saw another */
    public DescribedKey update(Caller caller, String id, Draft draft, LongConsumer seen) {
        check(draft);
        return work.call(transaction -> {
            ApiKeyRow row = findManageable(transaction, caller, id);
            seen.accept(row.version());
            requireUnrevoked(row);
            new Checks()
                    .check(draft.userId().orElse(row.userId()).equals(row.userId()), "/userId", "cannot be changed")
                    .done();
            JsonNode before = json(row);
            apply(row, draft, Timestamps.stored(clock.instant()));
            Grants.requireWithin(caller, permissions(transaction, row));
            record(transaction, caller, row, "api-key.update", Optional.of(before), Optional.of(json(row)));
            cache.changed(transaction);
            transaction.entityManager().flush();
            return describe(transaction, row);
        });
    }

    /**
     * Makes a key that takes the place of another.
     *
     * @param wanted how long the former stays good; the configured time when empty
     */
    public IssuedKey rotate(Caller caller, String id, Optional<Duration> wanted, LongConsumer seen) {
        Duration overlap = wanted.orElse(standardOverlap);
        new Checks()
                .check(
                        !overlap.isNegative() && overlap.compareTo(LONGEST_OVERLAP) <= 0,
                        "/overlapSeconds",
                        "must be from 0 to " + LONGEST_OVERLAP.toSeconds())
                .done();
        return work.call(transaction -> {
            ApiKeyRow former = findManageable(transaction, caller, id);
            seen.accept(former.version());
            requireUnrevoked(former);
            Instant now = Timestamps.stored(clock.instant());
            if (former.expiresAt().filter(end -> !end.isAfter(now)).isPresent()) {
                throw new ConflictException("The API key has expired; make a new one.");
            }
            ApiKeyRow row = new ApiKeyRow(Ids.next(), caller.organizationId(), former.userId(), now);
            row.describe(former.name(), former.description(), former.tags(), now);
            row.limit(former.scopes(), former.rateLimit(), former.quotaLimit(), renewed(former, now));
            row.rotatedFrom(former.id());
            former.expireBy(now.plus(overlap), now);
            KeyUsage.handOver(transaction, former, row, now);
            cache.changed(transaction);
            return issue(transaction, caller, row, "api-key.rotate");
        });
    }

    /** Ends a key at once; revoking it again changes nothing. */
    public DescribedKey revoke(Caller caller, String id, LongConsumer seen) {
        return work.call(transaction -> {
            ApiKeyRow row = findManageable(transaction, caller, id);
            seen.accept(row.version());
            if (!row.isRevoked()) {
                row.revoke(Timestamps.stored(clock.instant()));
                record(transaction, caller, row, "api-key.revoke", Optional.empty(), Optional.empty());
                cache.changed(transaction);
                transaction.entityManager().flush();
            }
            return describe(transaction, row);
        });
    }

    private IssuedKey issue(Transaction transaction, Caller caller, ApiKeyRow row, String action) {
        ApiKeyText text = ApiKeyText.generate();
        issuer.issue(transaction, row, text);
        record(transaction, caller, row, action, Optional.empty(), Optional.of(json(row)));
        transaction.entityManager().flush();
        return new IssuedKey(describe(transaction, row), text);
    }

    /** A key that was made for a time gets the same time again. */
    private static Optional<Instant> renewed(ApiKeyRow former, Instant now) {
        return former.expiresAt()
                .map(end -> now.plus(Duration.between(former.createdAt(), end)))
                .map(end -> end.isAfter(LAST_EXPIRY) ? LAST_EXPIRY : end);
    }

    private static void apply(ApiKeyRow row, Draft draft, Instant now) {
        row.describe(draft.name().strip(), draft.description(), draft.tags(), now);
        Optional<JsonNode> rateLimit =
                draft.rateLimit().filter(limit -> !limit.isEmpty()).map(KeyLimits::write);
        OptionalLong quota = draft.quotaLimit().map(OptionalLong::of).orElseGet(OptionalLong::empty);
        row.limit(draft.scopes(), rateLimit, quota, draft.expiresAt().map(Timestamps::stored));
    }

    private static ApiKeyRow find(Transaction transaction, Caller caller, String id) {
        return ApiKeyStore.byId(transaction, caller.organizationId(), id)
                .orElseThrow(() -> new NotFoundException("There is no such API key."));
    }

    private static ApiKeyRow findManageable(Transaction transaction, Caller caller, String id) {
        ApiKeyRow row = find(transaction, caller, id);
        Grants.requireWithin(caller, permissions(transaction, row));
        return row;
    }

    private static void requireUnrevoked(ApiKeyRow row) {
        if (row.isRevoked()) {
            throw new ConflictException("The API key is revoked.");
        }
    }

    private static DescribedKey describe(Transaction transaction, ApiKeyRow row) {
        return new DescribedKey(row, permissions(transaction, row), KeyUsage.requests(transaction, row, Instant.now()));
    }

    private static Set<ApiPermission> permissions(Transaction transaction, ApiKeyRow row) {
        return UserStore.byId(transaction, row.organizationId(), row.userId())
                .map(user -> Grants.narrowed(Grants.of(transaction, user), row.scopes()))
                .orElse(Set.of());
    }

    private void check(Draft draft) {
        Checks checks = new Checks()
                .name("/name", draft.name(), NAME_LENGTH)
                .text("/description", draft.description(), DESCRIPTION_LENGTH)
                .names("/tags", draft.tags(), MOST_TAGS, TAG_LENGTH)
                .check(draft.quotaLimit().orElse(1L) >= 1, "/quotaLimit", "must be at least 1")
                .check(
                        draft.expiresAt()
                                .filter(end -> !end.isAfter(clock.instant()) || end.isAfter(LAST_EXPIRY))
                                .isEmpty(),
                        "/expiresAt",
                        "must be in the future, and not after the year 9999");
        Grants.parse(checks, "/scopes", draft.scopes());
        draft.rateLimit().ifPresent(limit -> limit.check(checks, "/rateLimit"));
        checks.done();
    }

    private void record(
            Transaction transaction,
            Caller caller,
            ApiKeyRow row,
            String action,
            Optional<JsonNode> before,
            Optional<JsonNode> after) {
        audit.record(
                transaction, caller, new AuditLog.Entry(action, "api-key/" + row.id(), before, after, Outcome.SUCCESS));
    }

    private static JsonNode json(ApiKeyRow row) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("userId", row.userId())
                .put("name", row.name())
                .put("keyPrefix", row.keyPrefix());
        row.scopes().forEach(json.putArray("scopes")::add);
        row.rateLimit().ifPresent(limit -> json.set("rateLimit", limit));
        row.expiresAt().ifPresent(end -> json.put("expiresAt", end.toString()));
        row.rotatedFrom().ifPresent(former -> json.put("rotatedFrom", former));
        return json;
    }
}
