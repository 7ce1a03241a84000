package org.archipel.security.internal.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.ListOrder;
import org.archipel.rest.RequestContext;
import org.archipel.security.Authentication.Credentials;
import org.archipel.security.Caller;
import org.archipel.security.internal.TestNode;
import org.archipel.security.internal.access.UserStatus;
import org.archipel.security.internal.apikey.ApiKeyService.DescribedKey;
import org.archipel.security.internal.apikey.ApiKeyService.Draft;
import org.archipel.security.internal.apikey.ApiKeyService.IssuedKey;
import org.archipel.security.internal.identity.UserService;
import org.archipel.security.internal.store.UserRow;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;

class ApiKeyLifecycleTest {
    private static final LongConsumer ANY_VERSION = version -> {};

    @TempDir
    Path data;

    @DatabaseTest
    void aScopedKeyMayDoNoMoreThanItsScopes(TestDatabase shared) {
        withNode(shared, node -> {
            IssuedKey issued = node.apiKeys.create(node.admin(), draft("ci", "records:read", "users:read"));

            Caller caller = node.authenticate(issued.text().full());

            assertThat(caller.permissions())
                    .containsExactlyInAnyOrder(ApiPermission.RECORDS_READ, ApiPermission.USERS_READ);
            assertThat(caller.actor()).isEqualTo("key:" + issued.key().row().id());
        });
    }

    @DatabaseTest
    void onlyTheHashIsStored(TestDatabase shared) {
        withNode(shared, node -> {
            IssuedKey issued = node.apiKeys.create(node.admin(), draft("ci"));

            assertThat(issued.text().full()).matches("ark_[a-z0-9]{12}_[a-z0-9]{52}");
            assertThat(issued.key().row().keyHash())
                    .hasSize(64)
                    .doesNotContain(issued.text().secret());
            assertThat(issued.text().toString()).doesNotContain(issued.text().secret());
        });
    }

    @DatabaseTest
    void aRevokedKeyIsRefusedAtOnce(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = node.admin();
            IssuedKey issued = node.apiKeys.create(admin, draft("ci"));
            node.authenticate(issued.text().full());

            node.apiKeys.revoke(admin, issued.key().row().id(), ANY_VERSION);

            assertRefused(node, issued.text().full(), "revoked");
        });
    }

    @DatabaseTest
    void anotherNodeRefusesARevokedKeyWithinSeconds(TestDatabase shared) {
        Map<String, String> forgetful = new HashMap<>(TestNode.PRESET);
        forgetful.put("archipel.security.key.cache.seconds", "1");
        try (TestNode one = new TestNode(shared, data, TestNode.PRESET);
                TestNode two = new TestNode(shared, data, forgetful)) {
            Caller admin = one.admin();
            IssuedKey issued = one.apiKeys.create(admin, draft("ci"));
            two.authenticate(issued.text().full());

            one.apiKeys.revoke(admin, issued.key().row().id(), ANY_VERSION);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertRefused(two, issued.text().full(), "revoked"));
        }
    }

    @DatabaseTest
    void anExpiredKeyIsRefused(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = node.admin();
            Draft soon = new Draft(
                    Optional.empty(),
                    "short",
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(Instant.now().plusSeconds(4)),
                    List.of());
            IssuedKey issued = node.apiKeys.create(admin, soon);
            node.authenticate(issued.text().full());

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertRefused(node, issued.text().full(), "expired"));
        });
    }

    @DatabaseTest
    void aRotatedKeyStaysGoodForTheOverlapOnly(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = node.admin();
            IssuedKey former = node.apiKeys.create(admin, draft("ci", "records:read"));

            IssuedKey next = node.apiKeys.rotate(
                    admin, former.key().row().id(), Optional.of(Duration.ofSeconds(4)), ANY_VERSION);

            assertThat(next.key().row().rotatedFrom())
                    .contains(former.key().row().id());
            assertThat(node.authenticate(next.text().full()).permissions()).containsExactly(ApiPermission.RECORDS_READ);
            node.authenticate(former.text().full());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertRefused(node, former.text().full(), "expired"));
            node.authenticate(next.text().full());
        });
    }

    @DatabaseTest
    void aRotationWithoutOverlapEndsTheFormerKeyAtOnce(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = node.admin();
            IssuedKey former = node.apiKeys.create(admin, draft("ci"));
            node.authenticate(former.text().full());

            node.apiKeys.rotate(admin, former.key().row().id(), Optional.of(Duration.ZERO), ANY_VERSION);

            assertRefused(node, former.text().full(), "expired");
            assertThatThrownBy(
                            () -> node.apiKeys.rotate(admin, former.key().row().id(), Optional.empty(), ANY_VERSION))
                    .isInstanceOf(ConflictException.class);
        });
    }

    @DatabaseTest
    void nobodyMakesOrRotatesAKeyBeyondTheirOwnPermissions(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = node.admin();
            UserRow orgAdmin = node.users.create(admin, user("ops" + System.nanoTime() + "@example.com", "ORG_ADMIN"));
            Caller ops = node.authenticate(node.apiKeys
                    .create(admin, draftFor(orgAdmin.id(), "ops"))
                    .text()
                    .full());
            DescribedKey bootstrap = node.apiKeys
                    .list(admin, Optional.of(admin.userId()), ListOrder.byId(), Optional.empty(), 1)
                    .get(0);

            assertDenied(() -> node.apiKeys.create(ops, draftFor(admin.userId(), "escalate")));
            assertDenied(() -> node.apiKeys.rotate(ops, bootstrap.row().id(), Optional.empty(), ANY_VERSION));
            assertDenied(() -> node.apiKeys.revoke(ops, bootstrap.row().id(), ANY_VERSION));
            assertDenied(() -> node.users.create(ops, user("evil@example.com", "PLATFORM_ADMIN")));
            assertDenied(() -> node.users.delete(ops, admin.userId(), ANY_VERSION));
            assertThat(node.apiKeys.create(ops, draft("mine")).key().permissions())
                    .doesNotContain(ApiPermission.ORGANIZATIONS_MANAGE);
        });
    }

    @DatabaseTest
    void aNarrowKeyCannotMakeAWiderOneOfTheSameUser(TestDatabase shared) {
        withNode(shared, node -> {
            Caller narrow = node.authenticate(node.apiKeys
                    .create(node.admin(), draft("keys only", "api-keys:write", "api-keys:read"))
                    .text()
                    .full());

            assertDenied(() -> node.apiKeys.create(narrow, draft("wide")));
            assertThat(node.apiKeys
                            .create(narrow, draft("same", "api-keys:read"))
                            .key()
                            .permissions())
                    .isEqualTo(Set.of(ApiPermission.API_KEYS_READ));
        });
    }

    @DatabaseTest
    void keysOfADisabledOrDeletedUserAreRefused(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = node.admin();
            String email = "jo" + System.nanoTime() + "@example.com";
            UserRow user = node.users.create(admin, user(email, "VIEWER"));
            IssuedKey issued = node.apiKeys.create(admin, draftFor(user.id(), "jo"));
            node.authenticate(issued.text().full());

            UserService.Draft disabled = new UserService.Draft(email, "Jo", List.of("VIEWER"), UserStatus.DISABLED);
            node.users.update(admin, user.id(), disabled, ANY_VERSION);
            assertRefused(node, issued.text().full(), "disabled");

            node.users.delete(admin, user.id(), ANY_VERSION);
            assertRefused(node, issued.text().full(), "revoked");
            assertThat(node.apiKeys.get(admin, issued.key().row().id()).row().isRevoked())
                    .isTrue();
        });
    }

    @DatabaseTest
    void aChangedRoleCountsAtOnce(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = node.admin();
            String email = "jo" + System.nanoTime() + "@example.com";
            UserRow user = node.users.create(admin, user(email, "VIEWER"));
            IssuedKey issued = node.apiKeys.create(admin, draftFor(user.id(), "jo"));
            assertThat(node.authenticate(issued.text().full()).may(ApiPermission.INTEGRATIONS_WRITE))
                    .isFalse();

            node.users.update(admin, user.id(), user(email, "INTEGRATOR"), ANY_VERSION);

            assertThat(node.authenticate(issued.text().full()).may(ApiPermission.INTEGRATIONS_WRITE))
                    .isTrue();
        });
    }

    @DatabaseTest
    void theLastUseIsWrittenLater(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = node.admin();
            IssuedKey issued = node.apiKeys.create(admin, draft("ci"));
            String id = issued.key().row().id();
            node.authenticate(issued.text().full());
            assertThat(node.apiKeys.get(admin, id).row().lastUsedAt()).isEmpty();

            node.usage.flush();

            DescribedKey used = node.apiKeys.get(admin, id);
            assertThat(used.row().lastUsedAt()).isPresent();
            assertThat(used.row().version()).isEqualTo(issued.key().row().version());
        });
    }

    @DatabaseTest
    void aKeyIsHeldToItsRateLimit(TestDatabase shared) {
        withNode(shared, node -> {
            Draft limited = new Draft(
                    Optional.empty(),
                    "limited",
                    Optional.empty(),
                    List.of(),
                    Optional.of(new RateLimit(null, 3L, null, null, null)),
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
            String key = node.apiKeys.create(node.admin(), limited).text().full();
            for (int i = 0; i < 3; i++) {
                node.authenticate(key);
            }

            assertThatThrownBy(() -> node.authenticate(key))
                    .isInstanceOfSatisfying(PlatformException.class, refused -> {
                        assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMIT_ERROR);
                        assertThat(refused.retryAfter()).isPresent();
                    });
        });
    }

    @DatabaseTest
    void aKeyIsHeldToItsQuotaOfTheMonthAlsoAfterARestartAndARotation(TestDatabase shared) {
        AtomicReference<IssuedKey> made = new AtomicReference<>();
        withNode(shared, node -> {
            made.set(node.apiKeys.create(node.admin(), limited(Optional.empty(), Optional.of(5L))));
            for (int i = 0; i < 3; i++) {
                node.authenticate(made.get().text().full());
            }
        });
        withNode(shared, node -> {
            String id = made.get().key().row().id();
            node.authenticate(made.get().text().full());
            node.usage.flush();
            assertThat(node.apiKeys.get(node.admin(), id).requestsThisMonth()).isEqualTo(4);

            String next = node.apiKeys
                    .rotate(node.admin(), id, Optional.empty(), ANY_VERSION)
                    .text()
                    .full();
            node.authenticate(next);

            assertThatThrownBy(() -> node.authenticate(next))
                    .isInstanceOfSatisfying(PlatformException.class, refused -> {
                        assertThat(refused.code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
                        assertThat(refused.retryAfter()).isPresent();
                    });
        });
    }

    @DatabaseTest
    void answersTellWhatTheLimitsLeave(TestDatabase shared) {
        withNode(shared, node -> {
            RateLimit rates = new RateLimit(10L, 100L, null, null, 20L);
            String key = node.apiKeys
                    .create(node.admin(), limited(Optional.of(rates), Optional.of(1_000L)))
                    .text()
                    .full();
            Map<String, String> headers = new HashMap<>();
            var request = new RequestContext("request-1", TestNode.IP, Instant.now(), headers::put);
            RequestContext.Scope scope = request.bind();
            node.authenticate(key);
            scope.close();

            assertThat(headers.get("RateLimit-Policy"))
                    .startsWith("\"second\";q=20;w=1, \"minute\";q=100;w=60, \"month\";q=1000;w=");
            assertThat(headers.get("RateLimit"))
                    .startsWith("\"second\";r=19;t=1, \"minute\";r=99;t=1, \"month\";r=999;t=");
        });
    }

    private static Draft limited(Optional<RateLimit> rates, Optional<Long> quota) {
        return new Draft(
                Optional.empty(), "limited", Optional.empty(), List.of(), rates, quota, Optional.empty(), List.of());
    }

    @DatabaseTest
    void badDraftsAreRefusedWithPointers(TestDatabase shared) {
        withNode(shared, node -> {
            Draft bad = new Draft(
                    Optional.empty(),
                    " ",
                    Optional.of("x".repeat(501)),
                    List.of("everything"),
                    Optional.of(new RateLimit(0L, null, null, null, null)),
                    Optional.of(0L),
                    Optional.of(Instant.now().minusSeconds(1)),
                    List.of("a", "a"));

            assertThatThrownBy(() -> node.apiKeys.create(node.admin(), bad))
                    .isInstanceOfSatisfying(
                            ValidationException.class,
                            refused -> assertThat(refused.errors())
                                    .extracting(error -> error.pointer())
                                    .containsExactlyInAnyOrder(
                                            "/name",
                                            "/description",
                                            "/scopes/0",
                                            "/rateLimit/requestsPerSecond",
                                            "/quotaLimit",
                                            "/expiresAt",
                                            "/tags/1"));
        });
    }

    @DatabaseTest
    void keysOfAnotherOrganizationAreNotThere(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = node.admin();
            IssuedKey issued = node.apiKeys.create(admin, draft("ci"));
            Caller stranger =
                    new Caller("key:x", "0190aaaa-0000-7000-8000-000000000001", "x", admin.permissions(), "", "");

            String id = issued.key().row().id();
            assertThatThrownBy(() -> node.apiKeys.get(stranger, id)).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> node.apiKeys.revoke(stranger, id, ANY_VERSION))
                    .isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> node.apiKeys.rotate(stranger, id, Optional.empty(), ANY_VERSION))
                    .isInstanceOf(NotFoundException.class);
            assertThat(node.apiKeys.list(stranger, Optional.empty(), ListOrder.byId(), Optional.empty(), 10))
                    .isEmpty();
        });
    }

    private static void assertRefused(TestNode node, String key, String reason) {
        assertThatThrownBy(() -> node.authenticate(key))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.AUTHENTICATION_ERROR))
                .hasMessageContaining(reason);
    }

    private static void assertDenied(Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.AUTHORIZATION_ERROR));
    }

    private static Draft draft(String name, String... scopes) {
        return draft(Optional.empty(), name, scopes);
    }

    private static Draft draftFor(String userId, String name) {
        return draft(Optional.of(userId), name);
    }

    private static Draft draft(Optional<String> userId, String name, String... scopes) {
        return new Draft(
                userId,
                name,
                Optional.empty(),
                List.of(scopes),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static UserService.Draft user(String email, String role) {
        return new UserService.Draft(email, "Somebody", List.of(role), UserStatus.ACTIVE);
    }

    @DatabaseTest
    void aKeyThatIsUsedIsReadAgainWithoutAnybodyWaiting(TestDatabase shared) {
        Map<String, String> properties = new HashMap<>(TestNode.PRESET);
        properties.put("archipel.security.key.cache.seconds", "4");
        try (TestNode node = new TestNode(shared, data, properties)) {
            IssuedKey issued = node.apiKeys.create(node.admin(), draft("ci"));
            node.authenticate(issued.text().full());
            Credentials credentials = new Credentials(
                    Optional.empty(), Optional.of(issued.text().full()), Optional.empty(), "127.0.0.1", "r");
            Instant end = Instant.now().plusSeconds(6);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        assertThat(node.authentication.authenticateAtOnce(credentials))
                                .isPresent();
                        return Instant.now().isAfter(end);
                    });
        }
    }

    private void withNode(TestDatabase database, Consumer<TestNode> test) {
        Map<String, String> properties = new HashMap<>(TestNode.PRESET);
        properties.putAll(
                Map.of("archipel.security.failures.per.address", "1000", "archipel.security.failures.per.key", "1000"));
        try (TestNode node = new TestNode(database, data, properties)) {
            test.accept(node);
        }
    }
}
