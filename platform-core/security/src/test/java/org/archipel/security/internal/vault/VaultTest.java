package org.archipel.security.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.archipel.api.error.NotFoundException;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.Caller;
import org.archipel.security.KeyRotation;
import org.archipel.security.KeyRotation.Rotation;
import org.archipel.security.internal.TestNode;
import org.archipel.security.internal.key.CredentialKeyRotation;
import org.archipel.security.internal.key.KeyRotationService;
import org.archipel.security.internal.key.MasterKeyRotation;
import org.archipel.security.internal.key.SealException;
import org.archipel.security.internal.store.CredentialStore;
import org.archipel.security.internal.store.CredentialStore.SealedCredentials;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
    private static final String ORGANIZATION = "0190aaaa-0000-7000-8000-000000000001";
    private static final String OTHER = "0190aaaa-0000-7000-8000-000000000002";

    @TempDir
    Path data;

    @DatabaseTest
    void whatIsPutIsOpenedAgainWhateverItIs(TestDatabase shared) {
        withNode(shared, node -> {
            Random random = new Random(20_260_101);
            for (int i = 0; i < 50; i++) {
                ObjectNode credentials = random(random);
                String reference = "integration/" + random.nextInt(10);
                put(node, ORGANIZATION, reference, credentials);
                assertThat(node.vault.open(ORGANIZATION, reference)).isEqualTo(credentials);
            }
        });
    }

    @DatabaseTest
    void theDatabaseHoldsNoPlainText(TestDatabase shared) {
        withNode(shared, node -> {
            put(node, ORGANIZATION, "integration/1", secret("correct horse battery staple"));

            byte[] stored = stored(node, ORGANIZATION, "integration/1").sealed();

            assertThat(new String(stored, StandardCharsets.ISO_8859_1))
                    .doesNotContain("horse")
                    .doesNotContain("password");
        });
    }

    @DatabaseTest
    void credentialsOfAnotherOrganizationAreNotThere(TestDatabase shared) {
        withNode(shared, node -> {
            put(node, ORGANIZATION, "integration/1", secret("a"));

            assertThat(node.vault.has(ORGANIZATION, "integration/1")).isTrue();
            assertThat(node.vault.has(OTHER, "integration/1")).isFalse();
            assertThatThrownBy(() -> node.vault.open(OTHER, "integration/1")).isInstanceOf(NotFoundException.class);
        });
    }

    @DatabaseTest
    void aRowCopiedToAnotherPlaceDoesNotOpenThere(TestDatabase shared) {
        withNode(shared, node -> {
            put(node, ORGANIZATION, "integration/1", secret("a"));
            SealedCredentials row = stored(node, ORGANIZATION, "integration/1");
            node.work.run(transaction -> {
                var copy = new SealedCredentials("integration/2", row.keyId(), row.sealed());
                CredentialStore.put(transaction, ORGANIZATION, copy, Instant.now());
                CredentialStore.put(transaction, OTHER, row, Instant.now());
            });

            assertThatThrownBy(() -> node.vault.open(ORGANIZATION, "integration/2"))
                    .isInstanceOf(SealException.class);
            assertThatThrownBy(() -> node.vault.open(OTHER, "integration/1")).isInstanceOf(SealException.class);
        });
    }

    @DatabaseTest
    void anyFlippedBitIsFound(TestDatabase shared) {
        withNode(shared, node -> {
            put(node, ORGANIZATION, "integration/1", secret("a"));
            SealedCredentials row = stored(node, ORGANIZATION, "integration/1");
            Random random = new Random(1);
            for (int i = 0; i < 20; i++) {
                byte[] changed = row.sealed().clone();
                int bit = random.nextInt(changed.length * 8);
                changed[bit / 8] ^= (byte) (1 << bit % 8);
                node.work.run(transaction -> CredentialStore.put(
                        transaction,
                        ORGANIZATION,
                        new SealedCredentials("integration/1", row.keyId(), changed),
                        Instant.now()));

                assertThatThrownBy(() -> node.vault.open(ORGANIZATION, "integration/1"))
                        .isInstanceOf(SealException.class);
            }
        });
    }

    @DatabaseTest
    void aRolledBackPutLeavesTheFormerCredentials(TestDatabase shared) {
        withNode(shared, node -> {
            put(node, ORGANIZATION, "integration/1", secret("old"));
            assertThatThrownBy(() -> node.work.run(transaction -> {
                        node.vault.put(transaction, ORGANIZATION, "integration/1", secret("new"));
                        throw new IllegalStateException("undo");
                    }))
                    .hasMessage("undo");

            assertThat(node.vault.open(ORGANIZATION, "integration/1")).isEqualTo(secret("old"));
        });
    }

    @DatabaseTest
    void firstPutsAtTheSameTimeShareOneDataKey(TestDatabase shared) {
        withNode(shared, node -> {
            IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.runAsync(
                            () -> put(node, ORGANIZATION, "integration/" + i, secret("s" + i))))
                    .toList()
                    .forEach(CompletableFuture::join);

            assertThat(IntStream.range(0, 8)
                            .mapToObj(i -> stored(node, ORGANIZATION, "integration/" + i)
                                    .keyId())
                            .distinct())
                    .hasSize(1);
        });
    }

    @DatabaseTest
    void bothRotationsKeepEveryCredentialReadable(TestDatabase shared) {
        withNode(shared, node -> {
            Caller caller = Caller.system("test", ORGANIZATION);
            IntStream.range(0, 250).forEach(i -> put(node, ORGANIZATION, "integration/" + i, secret("s" + i)));
            put(node, OTHER, "integration/1", secret("other"));
            String apiKey = node.bootstrapKey();
            byte[] before = read(node.config.masterKeyFile());

            Rotation dataKey = rotation(node).rotateCredentialKey(caller);
            Rotation masterKey = rotation(node).rotateMasterKey(caller);

            assertThat(dataKey.changed()).isEqualTo(250);
            assertThat(masterKey.changed()).isPositive();
            assertThat(read(node.config.masterKeyFile())).isNotEqualTo(before);
            for (int i = 0; i < 250; i++) {
                assertThat(node.vault.open(ORGANIZATION, "integration/" + i)).isEqualTo(secret("s" + i));
                assertThat(stored(node, ORGANIZATION, "integration/" + i).keyId())
                        .isEqualTo(dataKey.keyId());
            }
            assertThat(node.vault.open(OTHER, "integration/1")).isEqualTo(secret("other"));
            assertThat(node.authenticate(apiKey).userId()).isNotEmpty();
            assertThat(node.verifier.verify(node.directory.standard().id()).whole())
                    .isTrue();
        });
    }

    @DatabaseTest
    void credentialsStoredDuringARotationStayReadable(TestDatabase shared) {
        withNode(shared, node -> {
            Caller caller = Caller.system("test", ORGANIZATION);
            IntStream.range(0, 50).forEach(i -> put(node, ORGANIZATION, "integration/" + i, secret("s" + i)));

            var writing = CompletableFuture.runAsync(() ->
                    IntStream.range(0, 50).forEach(i -> put(node, ORGANIZATION, "integration/" + i, secret("t" + i))));
            for (int i = 0; i < 3; i++) {
                rotation(node).rotateCredentialKey(caller);
            }
            writing.join();

            for (int i = 0; i < 50; i++) {
                assertThat(node.vault.open(ORGANIZATION, "integration/" + i)).isEqualTo(secret("t" + i));
            }
        });
    }

    @DatabaseTest
    void aNewProcessOpensWhatAnEarlierOneStored(TestDatabase shared) throws IOException {
        try (TestDatabase database = TestDatabase.open(shared.dialect())) {
            try (TestNode node = new TestNode(database, data)) {
                put(node, ORGANIZATION, "integration/1", secret("a"));
                rotation(node).rotateMasterKey(Caller.system("test", ORGANIZATION));
            }
            try (TestNode node = new TestNode(database, data)) {
                assertThat(node.vault.open(ORGANIZATION, "integration/1")).isEqualTo(secret("a"));
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(node.config.masterKeyFile())))
                        .isEqualTo("rw-------");
            }
        }
    }

    @DatabaseTest
    void aLostMasterKeyIsNoticedAndNotReplaced(TestDatabase shared) throws IOException {
        try (TestDatabase database = TestDatabase.open(shared.dialect())) {
            try (TestNode node = new TestNode(database, data)) {
                put(node, ORGANIZATION, "integration/1", secret("a"));
                Files.delete(node.config.masterKeyFile());
            }
            try (TestNode node = new TestNode(database, data)) {
                assertThatThrownBy(() -> node.vault.open(ORGANIZATION, "integration/1"))
                        .isInstanceOf(SealException.class)
                        .hasMessageContaining("master key");
                assertThatThrownBy(() -> put(node, OTHER, "integration/1", secret("b")))
                        .isInstanceOf(SealException.class);
                assertThat(node.config.masterKeyFile()).doesNotExist();
            }
        }
    }

    @DatabaseTest
    void aConfiguredMasterKeyIsReplacedByConfiguration(TestDatabase shared) {
        Map<String, String> before = Map.of("archipel.master.key", masterKey(1));
        Map<String, String> during =
                Map.of("archipel.master.key", masterKey(2), "archipel.master.key.previous", masterKey(1));
        Map<String, String> after = Map.of("archipel.master.key", masterKey(2));
        try (TestDatabase database = TestDatabase.open(shared.dialect())) {
            try (TestNode node = new TestNode(database, data, before)) {
                put(node, ORGANIZATION, "integration/1", secret("a"));
                assertThat(node.config.masterKeyFile()).doesNotExist();
            }
            try (TestNode node = new TestNode(database, data, during)) {
                rotation(node).rotateMasterKey(Caller.system("test", ORGANIZATION));
            }
            try (TestNode node = new TestNode(database, data, after)) {
                assertThat(node.vault.open(ORGANIZATION, "integration/1")).isEqualTo(secret("a"));
            }
        }
    }

    private static KeyRotation rotation(TestNode node) {
        return new KeyRotationService(
                new MasterKeyRotation(node.work, node.masterKeys, node.ring, node.audit),
                new CredentialKeyRotation(node.work, node.ring, node.audit));
    }

    private static SealedCredentials stored(TestNode node, String organizationId, String reference) {
        return node.work.call(transaction ->
                CredentialStore.find(transaction, organizationId, reference).orElseThrow());
    }

    private static void put(TestNode node, String organizationId, String reference, ObjectNode credentials) {
        node.work.run(transaction -> node.vault.put(transaction, organizationId, reference, credentials));
    }

    private static ObjectNode secret(String password) {
        return JsonNodeFactory.instance.objectNode().put("password", password);
    }

    private static ObjectNode random(Random random) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (int i = random.nextInt(6); i >= 0; i--) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(2000), 1, 0xD7FF).forEach(text::appendCodePoint);
            node.put("field" + i, text.toString());
        }
        return node;
    }

    private static String masterKey(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void withNode(TestDatabase shared, Consumer<TestNode> test) {
        try (TestDatabase database = TestDatabase.open(shared.dialect());
                TestNode node = new TestNode(database, data)) {
            test.accept(node);
        }
    }
}
