package org.archipel.security.internal.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ValidationException;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.rest.ApiPermission;
import org.archipel.security.Authentication.Credentials;
import org.archipel.security.Caller;
import org.archipel.security.internal.TestNode;
import org.archipel.security.internal.apikey.ApiKeyService.DescribedKey;
import org.archipel.security.internal.apikey.ApiKeyService.Draft;
import org.archipel.security.internal.apikey.ApiKeyService.IssuedKey;

/** From the making of a key to its end: rotation, expiry, revocation, and what nodes remember of it. */
class ApiKeyLifecycleTest extends ApiKeyTest {
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
    void aRequestAfterTheRevocationDoesNotShareALookFromBefore(TestDatabase shared) throws InterruptedException {
        try (TestNode node = new TestNode(shared, data, TestNode.PRESET)) {
            Caller admin = node.admin();
            IssuedKey issued = node.apiKeys.create(admin, draft("ci"));
            SlowOnce slow = new SlowOnce(node.work);
            KeyCache cache = new KeyCache(slow, node.ring, node.config, node.background, node.clock::nanos);
            ApiKeyService service = new ApiKeyService(node.work, node.issuer, cache, node.audit, node.config);
            String prefix = issued.text().prefix();
            var before = CompletableFuture.supplyAsync(() -> cache.load(prefix));
            assertThat(slow.read.await(1, TimeUnit.MINUTES)).isTrue();

            service.revoke(admin, issued.key().row().id(), ANY_VERSION);
            var after = CompletableFuture.supplyAsync(() -> cache.load(prefix));

            try {
                assertThat(after.orTimeout(30, TimeUnit.SECONDS)
                                .join()
                                .orElseThrow()
                                .blocked())
                        .contains("The API key is revoked.");
            } finally {
                slow.goOn.countDown();
            }
            assertThat(before.orTimeout(1, TimeUnit.MINUTES)
                            .join()
                            .orElseThrow()
                            .blocked())
                    .isEmpty();
            assertThat(cache.peek(prefix)).isNotPresent();
            assertThat(cache.load(prefix).orElseThrow().blocked()).isPresent();
        }
    }

    @DatabaseTest
    void anotherNodeRefusesARevokedKeyWithinSeconds(TestDatabase shared) {
        try (TestNode one = new TestNode(shared, data, TestNode.PRESET);
                TestNode two = new TestNode(shared, data, TestNode.PRESET)) {
            Caller admin = one.admin();
            IssuedKey issued = one.apiKeys.create(admin, draft("ci"));
            two.authenticate(issued.text().full());

            one.apiKeys.revoke(admin, issued.key().row().id(), ANY_VERSION);

            two.clock.pass(two.config.keyCacheTime());
            assertRefused(two, issued.text().full(), "revoked");
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
                    Optional.of(Instant.now().plusSeconds(60)),
                    List.of());
            IssuedKey issued = node.apiKeys.create(admin, soon);
            node.authenticate(issued.text().full());

            node.clock.pass(Duration.ofSeconds(60));
            assertRefused(node, issued.text().full(), "expired");
        });
    }

    @DatabaseTest
    void aRotatedKeyStaysGoodForTheOverlapOnly(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = node.admin();
            IssuedKey former = node.apiKeys.create(admin, draft("ci", "records:read"));

            IssuedKey next = node.apiKeys.rotate(
                    admin, former.key().row().id(), Optional.of(Duration.ofSeconds(60)), ANY_VERSION);

            assertThat(next.key().row().rotatedFrom())
                    .contains(former.key().row().id());
            assertThat(node.authenticate(next.text().full()).permissions()).containsExactly(ApiPermission.RECORDS_READ);
            node.authenticate(former.text().full());
            node.clock.pass(Duration.ofSeconds(60));
            assertRefused(node, former.text().full(), "expired");
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
    void aKeyThatIsUsedIsReadAgainWithoutAnybodyWaiting(TestDatabase shared) {
        withNode(shared, node -> {
            IssuedKey issued = node.apiKeys.create(node.admin(), draft("ci"));
            node.authenticate(issued.text().full());
            Credentials credentials = new Credentials(
                    Optional.empty(), Optional.of(issued.text().full()), Optional.empty(), "127.0.0.1", "r");
            for (int i = 0; i < 3; i++) {
                node.clock.pass(node.config.keyCacheTime().multipliedBy(3).dividedBy(4));
                assertThat(node.authentication.authenticateAtOnce(credentials)).isPresent();
                node.awaitBackground();
            }
        });
    }

    /** A database that answers the first who asks only when it is told to. */
    private static final class SlowOnce implements UnitOfWork {
        final CountDownLatch read = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        private final AtomicBoolean first = new AtomicBoolean(true);
        private final UnitOfWork work;

        SlowOnce(UnitOfWork work) {
            this.work = work;
        }

        @Override
        public <T> T call(Work<T> action) {
            T result = work.call(action);
            if (first.getAndSet(false)) {
                read.countDown();
                try {
                    assertThat(goOn.await(2, TimeUnit.MINUTES)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return result;
        }

        @Override
        public Dialect dialect() {
            return work.dialect();
        }
    }
}
