package org.archipel.security.internal.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.persistence.EntityManager;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.Caller;
import org.archipel.security.KeyRotation.Rotation;
import org.archipel.security.internal.TestNode;
import org.junit.jupiter.api.io.TempDir;

/** Rotations of the master key that meet each other, and others who make keys. */
class MasterKeyRotationTest {
    private static final String ORGANIZATION = "0190aaaa-0000-7000-8000-000000000001";
    private static final String OTHER = "0190aaaa-0000-7000-8000-000000000002";
    private static final String REFERENCE = "integration/1";

    /** How long one has that could be done, where it should wait for another. */
    private static final long PATIENCE_SECONDS = 3;

    @TempDir
    Path data;

    @DatabaseTest
    void rotationsOfTwoNodesAtTheSameTimeLoseNothing(TestDatabase shared) throws Exception {
        try (TestDatabase database = TestDatabase.open(shared.dialect())) {
            try (TestNode one = new TestNode(database, data);
                    TestNode two = new TestNode(database, data)) {
                put(one, ORGANIZATION);
                HeldAfterAdvance held = new HeldAfterAdvance(two);
                var second =
                        CompletableFuture.supplyAsync(() -> rotation(held, two).rotate(caller(OTHER)));
                assertThat(held.advanced.await(1, TimeUnit.MINUTES)).isTrue();

                var first = CompletableFuture.supplyAsync(
                        () -> rotation(one.work, one).rotate(caller(ORGANIZATION)));
                awaitUnlessItWaitsItself(first);
                held.goOn.countDown();

                Rotation ofTwo = second.get(1, TimeUnit.MINUTES);
                Rotation ofOne = first.get(1, TimeUnit.MINUTES);
                assertThat(ofOne.keyId()).isNotEqualTo(ofTwo.keyId());
            }
            assertReadableAfterRestart(database, ORGANIZATION);
        }
    }

    @DatabaseTest
    void aKeyThatIsBeingMadeDuringARotationIsReadableAfterIt(TestDatabase shared) {
        try (TestDatabase database = TestDatabase.open(shared.dialect())) {
            try (TestNode node = new TestNode(database, data)) {
                put(node, ORGANIZATION);
                CompletableFuture<Rotation> rotation = node.work.call(transaction -> {
                    node.vault.put(transaction, OTHER, REFERENCE, secret(OTHER));
                    var running = CompletableFuture.supplyAsync(
                            () -> rotation(node.work, node).rotate(caller(ORGANIZATION)));
                    awaitUnlessItWaitsItself(running);
                    return running;
                });
                rotation.orTimeout(1, TimeUnit.MINUTES).join();
            }
            assertReadableAfterRestart(database, OTHER);
            assertReadableAfterRestart(database, ORGANIZATION);
        }
    }

    @DatabaseTest
    void aNodeThatSawNoneOfTheRotationsWrapsByTheKeyInUse(TestDatabase shared) {
        try (TestDatabase database = TestDatabase.open(shared.dialect())) {
            try (TestNode one = new TestNode(database, data);
                    TestNode two = new TestNode(database, data)) {
                put(one, ORGANIZATION);
                rotation(one.work, one).rotate(caller(ORGANIZATION));
                rotation(one.work, one).rotate(caller(ORGANIZATION));

                put(two, OTHER);
            }
            assertReadableAfterRestart(database, OTHER);
        }
    }

    @DatabaseTest
    void onlyTheFormerKeyStaysUntilTheNextRotation(TestDatabase shared) {
        try (TestDatabase database = TestDatabase.open(shared.dialect());
                TestNode node = new TestNode(database, data)) {
            put(node, ORGANIZATION);
            rotation(node.work, node).rotate(caller(ORGANIZATION));
            String former =
                    rotation(node.work, node).rotate(caller(ORGANIZATION)).keyId();
            String latest =
                    rotation(node.work, node).rotate(caller(ORGANIZATION)).keyId();

            assertThat(keysInFile(node)).containsExactly(latest, former);
        }
    }

    @DatabaseTest
    void whatIsNotInTheFileAnyMoreRetiresNothing(TestDatabase shared) {
        try (TestDatabase database = TestDatabase.open(shared.dialect());
                TestNode node = new TestNode(database, data)) {
            put(node, ORGANIZATION);
            List<String> before = keysInFile(node);

            node.masterKeys.retireBehind(MasterKey.generate(), Set.of());

            assertThat(keysInFile(node)).isEqualTo(before).isNotEmpty();
        }
    }

    private static void awaitUnlessItWaitsItself(CompletableFuture<?> running) {
        try {
            running.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            assertThat(running).isNotDone();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void assertReadableAfterRestart(TestDatabase database, String organizationId) {
        try (TestNode node = new TestNode(database, data)) {
            assertThat(node.vault.open(organizationId, REFERENCE)).isEqualTo(secret(organizationId));
        }
    }

    private static MasterKeyRotation rotation(UnitOfWork work, TestNode node) {
        return new MasterKeyRotation(work, node.masterKeys, node.ring, node.audit);
    }

    private static List<String> keysInFile(TestNode node) {
        return new MasterKeyFile(node.config.masterKeyFile())
                .read().stream().map(MasterKey::id).toList();
    }

    private static Caller caller(String organizationId) {
        return Caller.system("test", organizationId);
    }

    private static void put(TestNode node, String organizationId) {
        node.work.run(transaction -> node.vault.put(transaction, organizationId, REFERENCE, secret(organizationId)));
    }

    private static ObjectNode secret(String password) {
        return JsonNodeFactory.instance.objectNode().put("password", password);
    }

    /** A database that answers, once a new master key is in the file, only when it is told to. */
    private static final class HeldAfterAdvance implements UnitOfWork {
        final CountDownLatch advanced = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        private final TestNode node;
        private final List<String> before;

        HeldAfterAdvance(TestNode node) {
            this.node = node;
            this.before = keysInFile(node);
        }

        @Override
        public <T> T call(Work<T> action) {
            return node.work.call(transaction -> action.run(new Held(transaction)));
        }

        @Override
        public Dialect dialect() {
            return node.work.dialect();
        }

        private void holdOnceAdvanced() {
            if (!keysInFile(node).equals(before)) {
                advanced.countDown();
                try {
                    assertThat(goOn.await(1, TimeUnit.MINUTES)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }

        private final class Held implements Transaction {
            private final Transaction real;

            Held(Transaction real) {
                this.real = real;
            }

            @Override
            public EntityManager entityManager() {
                return real.entityManager();
            }

            @Override
            public Connection connection() {
                holdOnceAdvanced();
                return real.connection();
            }

            @Override
            public Dialect dialect() {
                return real.dialect();
            }

            @Override
            public void afterCommit(Runnable action) {
                real.afterCommit(action);
            }
        }
    }
}
