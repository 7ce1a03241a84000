package org.archipel.security.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.ListOrder;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.archipel.security.internal.SecurityConfig;
import org.archipel.security.internal.TestNode;
import org.archipel.security.internal.apikey.BootstrapKeyFile;
import org.archipel.security.internal.apikey.KeyIssuer;
import org.archipel.security.internal.audit.AuditChain;
import org.archipel.security.internal.key.KeyRing;
import org.archipel.security.internal.key.MasterKeys;
import org.junit.jupiter.api.io.TempDir;

class FirstStartTest {
    private static final String PRESET = "ark_automation1_" + "0123456789abcdef".repeat(4);

    @TempDir
    Path data;

    @DatabaseTest
    void leavesAKeyThatMayDoEverything(TestDatabase shared) throws IOException {
        try (TestDatabase database = TestDatabase.open(shared.dialect());
                TestNode node = new TestNode(database, data)) {
            String key = node.bootstrapKey();
            assertThat(node.console())
                    .contains(key)
                    .contains(data.resolve("bootstrap-key").toString());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("bootstrap-key"))))
                    .isEqualTo("rw-------");

            Caller caller = node.authenticate(key);

            assertThat(caller.permissions()).containsExactlyInAnyOrder(ApiPermission.values());
            assertThat(caller.organizationId())
                    .isEqualTo(node.directory.standard().id());
        }
    }

    @DatabaseTest
    void theFirstUseRemovesTheFileAndTheKeyStaysGood(TestDatabase shared) {
        try (TestDatabase database = TestDatabase.open(shared.dialect());
                TestNode node = new TestNode(database, data)) {
            String key = node.bootstrapKey();

            node.authenticate(key);

            assertThat(data.resolve("bootstrap-key")).doesNotExist();
            assertThat(node.authenticate(key).may(ApiPermission.ORGANIZATIONS_MANAGE))
                    .isTrue();
        }
    }

    @DatabaseTest
    void aSecondStartMakesNothingAndShowsNothing(TestDatabase shared) {
        try (TestDatabase database = TestDatabase.open(shared.dialect())) {
            String key;
            try (TestNode first = new TestNode(database, data)) {
                key = first.bootstrapKey();
            }
            try (TestNode second = new TestNode(database, data)) {
                assertThat(second.console()).isEmpty();
                assertThat(second.bootstrapKey()).isEqualTo(key);
                second.authenticate(key);
                assertThat(data.resolve("bootstrap-key")).doesNotExist();
            }
        }
    }

    @DatabaseTest
    void nodesThatStartTogetherMakeOneBeginning(TestDatabase shared) {
        try (TestDatabase database = TestDatabase.open(shared.dialect())) {
            database.unit("security", "org.archipel.security.internal.store");
            List<TestNode> nodes = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> new TestNode(database, data)))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();

            assertThat(nodes).filteredOn(node -> !node.console().isEmpty()).hasSize(1);
            Caller admin = nodes.get(0).admin();
            assertThat(nodes.get(1).users.list(admin, Optional.empty(), ListOrder.byId(), Optional.empty(), 10))
                    .hasSize(1);
            nodes.forEach(TestNode::close);
        }
    }

    @DatabaseTest
    void aCrashBeforeTheCommitIsRepairedByTheNextStart(TestDatabase shared) {
        try (TestDatabase database = TestDatabase.open(shared.dialect())) {
            UnitOfWork work = database.unit("security", "org.archipel.security.internal.store");
            SecurityConfig config = new SecurityConfig(Map.of("archipel.data", data.toString())::get);
            KeyRing ring = new KeyRing(new MasterKeys(config));
            AuditLog silent = (transaction, caller, entry) -> {};
            assertThatThrownBy(() -> new FirstStart(
                            new CrashingWork(work),
                            config,
                            new KeyIssuer(ring),
                            silent,
                            new AuditChain(ring),
                            new BootstrapKeyFile(config),
                            new PrintStream(OutputStream.nullOutputStream())))
                    .hasMessage("crash");
            assertThat(data.resolve("bootstrap-key")).exists();

            try (TestNode node = new TestNode(database, data)) {
                assertThat(node.admin().may(ApiPermission.USERS_WRITE)).isTrue();
            }
        }
    }

    @DatabaseTest
    void aPresetKeyWorksAndIsNeitherShownNorWritten(TestDatabase shared) {
        try (TestDatabase database = TestDatabase.open(shared.dialect());
                TestNode node = new TestNode(database, data, Map.of("archipel.bootstrap.key", PRESET))) {
            assertThat(node.console()).isEmpty();
            assertThat(data.resolve("bootstrap-key")).doesNotExist();
            assertThat(node.authenticate(PRESET).may(ApiPermission.USERS_WRITE)).isTrue();
        }
    }

    @DatabaseTest
    void aWeakPresetKeyIsRefusedAndNothingIsMade(TestDatabase shared) {
        try (TestDatabase database = TestDatabase.open(shared.dialect())) {
            assertThatThrownBy(() -> new TestNode(database, data, Map.of("archipel.bootstrap.key", "admin")))
                    .hasMessageContaining("archipel.bootstrap.key")
                    .hasMessageNotContaining("'admin'");
            try (TestNode node = new TestNode(database, data)) {
                assertThat(node.admin().may(ApiPermission.USERS_WRITE)).isTrue();
            }
        }
    }

    /** Fails at the end of the work, before the commit. */
    private record CrashingWork(UnitOfWork work) implements UnitOfWork {
        @Override
        public <T> T call(Work<T> inner) {
            return work.call(transaction -> {
                inner.run(transaction);
                throw new IllegalStateException("crash");
            });
        }

        @Override
        public Dialect dialect() {
            return work.dialect();
        }
    }
}
