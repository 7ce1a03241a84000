package org.archipel.rest.internal.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.rest.internal.idempotency.IdempotencyStore.Known;
import org.junit.jupiter.api.Test;

class IdempotencyStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final byte[] ANSWER = "answer".getBytes(StandardCharsets.UTF_8);

    private final String id = UUID.randomUUID().toString();

    private static IdempotencyStore store(TestDatabase database, String node, String process, Instant now) {
        return new IdempotencyStore(database.unit("rest"), Clock.fixed(now, ZoneOffset.UTC), node, process);
    }

    @DatabaseTest
    void runningRequestIsNotStartedTwice(TestDatabase database) {
        IdempotencyStore store = store(database, "node-1", "a", NOW);
        assertThat(store.begin(id)).isInstanceOf(Known.Fresh.class);
        assertThat(store.begin(id)).isInstanceOf(Known.Running.class);
        assertThat(store(database, "node-2", "b", NOW).begin(id)).isInstanceOf(Known.Running.class);
    }

    @DatabaseTest
    void answerIsKeptForADay(TestDatabase database) {
        IdempotencyStore store = store(database, "node-1", "a", NOW);
        store.begin(id);
        store.complete(id, "print", ANSWER);
        Known known =
                store(database, "node-2", "b", NOW.plus(Duration.ofHours(23))).begin(id);
        assertThat(known).isInstanceOfSatisfying(Known.Answered.class, answered -> {
            assertThat(answered.fingerprint()).isEqualTo("print");
            assertThat(answered.answer()).isEqualTo(ANSWER);
        });
        Instant nextDay = NOW.plus(Duration.ofHours(25));
        assertThat(store(database, "node-2", "b", nextDay).begin(id)).isInstanceOf(Known.Fresh.class);
    }

    @DatabaseTest
    void killedProcessLeavesAKeyThatItsSuccessorTakesOverOnce(TestDatabase database) {
        store(database, "node-1", "killed", NOW).begin(id);
        IdempotencyStore successor = store(database, "node-1", "next", NOW.plusSeconds(5));
        assertThat(successor.begin(id)).isInstanceOf(Known.Fresh.class);
        assertThat(successor.begin(id)).isInstanceOf(Known.Running.class);
    }

    @DatabaseTest
    void lostNodeLeavesAKeyThatOthersTakeOverAfterAWhile(TestDatabase database) {
        store(database, "node-1", "lost", NOW).begin(id);
        Instant later = NOW.plus(IdempotencyStore.ABANDONED).plusSeconds(1);
        assertThat(store(database, "node-2", "b", later).begin(id)).isInstanceOf(Known.Fresh.class);
    }

    @DatabaseTest
    void latecomerDoesNotOverwriteTheSuccessor(TestDatabase database) {
        IdempotencyStore late = store(database, "node-1", "late", NOW);
        late.begin(id);
        IdempotencyStore successor = store(database, "node-1", "next", NOW.plusSeconds(5));
        successor.begin(id);
        late.complete(id, "print", ANSWER);
        late.release(id);
        assertThat(successor.begin(id)).isInstanceOf(Known.Running.class);
    }

    @DatabaseTest
    void releasedAndExpiredKeysAreGone(TestDatabase database) {
        IdempotencyStore store = store(database, "node-1", "a", NOW);
        store.begin(id);
        store.release(id);
        assertThat(store.begin(id)).isInstanceOf(Known.Fresh.class);
        store.complete(id, "print", ANSWER);
        IdempotencyStore nextDay = store(database, "node-1", "a", NOW.plus(Duration.ofHours(25)));
        assertThat(nextDay.removeExpired()).isPositive();
        assertThat(nextDay.removeExpired()).isZero();
    }

    @Test
    void answersAreReadableOnlyWithTheClientsKey() throws GeneralSecurityException {
        RequestKey key = RequestKey.of("key:1", "POST", "/api/api-keys", "\"a-key\"");
        byte[] sealed = key.encrypt(ANSWER);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("answer");
        assertThat(RequestKey.of("key:1", "POST", "/api/api-keys", "a-key").decrypt(sealed))
                .isEqualTo(ANSWER);
        assertThat(RequestKey.of("key:2", "POST", "/api/api-keys", "a-key").id())
                .isNotEqualTo(key.id());
    }
}
