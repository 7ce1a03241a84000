package org.archipel.sandbox.internal.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.QuotaExceededException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;
import org.archipel.api.storage.Document;
import org.archipel.api.storage.DocumentStore;
import org.archipel.api.storage.KeyValueStore;
import org.archipel.guard.Checkpoint;
import org.archipel.guard.ExtensionStoppedError;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.internal.store.DataEraser;
import org.archipel.sandbox.internal.store.StoredJson;
import org.archipel.sandbox.internal.store.UsageStore;
import org.archipel.sandbox.internal.store.ValueStore;
import org.archipel.sandbox.test.LiveIslands;
import org.junit.jupiter.api.Test;

class StorageTest {
    private static List<Permission> storage(long quota) {
        return List.of(new Permission(
                "storage",
                Set.of("read", "write"),
                List.of(new PermissionCondition("quotaBytes", List.of(Long.toString(quota))))));
    }

    private static ObjectNode object(String name, int value) {
        return JsonNodeFactory.instance.objectNode().put(name, value);
    }

    private static long used(UnitOfWork work, LiveIsland island) {
        return work.call(transaction -> UsageStore.used(transaction, island.installation()));
    }

    @DatabaseTest
    void valuesAreKeptReplacedAndDeleted(TestDatabase database) {
        UnitOfWork work = database.unit("sandbox");
        LiveIsland island = LiveIslands.admit(storage(1_000));
        KeyValueStore values = new IslandKeyValues(island, work);

        values.put("a", IntNode.valueOf(1));
        assertThat(values.get("a")).contains(IntNode.valueOf(1));
        assertThat(values.replace("a", Optional.of(IntNode.valueOf(2)), IntNode.valueOf(3)))
                .isFalse();
        assertThat(values.replace("a", Optional.of(IntNode.valueOf(1)), IntNode.valueOf(3)))
                .isTrue();
        assertThat(values.replace("b", Optional.empty(), object("x", 1))).isTrue();
        assertThat(values.get("b")).contains(object("x", 1));
        assertThat(values.delete("a")).isTrue();
        assertThat(values.delete("a")).isFalse();
        assertThat(values.get("a")).isEmpty();
        assertThat(used(work, island)).isEqualTo("b{\"x\":1}".length());
    }

    @DatabaseTest(inTheOrderOfALanguage = true)
    void keysAreListedInOrderOfTheirCharacters(TestDatabase database) {
        KeyValueStore values = new IslandKeyValues(LiveIslands.admit(storage(1_000)), database.unit("sandbox"));
        for (String key : List.of("p_2", "p_1", "P_3", "px1", "p%1", "é")) {
            values.put(key, TextNode.valueOf(key));
        }

        assertThat(values.keys("", "", 10)).containsExactly("P_3", "p%1", "p_1", "p_2", "px1", "é");
        assertThat(values.keys("p_", "", 10)).containsExactly("p_1", "p_2");
        assertThat(values.keys("p_", "p_1", 10)).containsExactly("p_2");
        assertThat(values.keys("", "", 2)).containsExactly("P_3", "p%1");
    }

    /** What is read of it together would otherwise be as much as the quota, and thirty times that in memory. */
    @DatabaseTest
    void aPageHasFewerDocumentsWhereTheyAreLarge(TestDatabase database) {
        DocumentStore documents = new IslandDocuments(
                LiveIslands.admit(storage(100L << 20)), database.unit("sandbox"), Clock.systemUTC());
        for (int i = 0; i < 5; i++) {
            ObjectNode content = object("i", i).put("text", "x".repeat(6 << 20));
            documents.put("large", "d" + i, content, 0);
        }
        documents.put("large", "e", object("i", 5).put("text", "x".repeat(18 << 20)), 0);

        List<List<String>> pages = new ArrayList<>();
        String after = "";
        for (List<Document> page = documents.list("large", after, 500);
                !page.isEmpty();
                page = documents.list("large", after, 500)) {
            pages.add(page.stream().map(Document::id).toList());
            after = page.get(page.size() - 1).id();
        }
        assertThat(pages).containsExactly(List.of("d0", "d1"), List.of("d2", "d3"), List.of("d4"), List.of("e"));
    }

    /** A call that is to end does so while what it stored is read for it. */
    @Test
    void whatIsStoredIsReadThroughCheckpoints() {
        Thread reader = Thread.currentThread();
        Checkpoint.Control control = Checkpoint.install(() -> {
            if (Thread.currentThread() == reader) {
                throw new ExtensionStoppedError("to be ended");
            }
        });
        try {
            control.arm(true);
            assertThat(StoredJson.read("[1]")).hasSize(1);
            assertThatThrownBy(() -> StoredJson.read("[" + "{},".repeat(1_000) + "1]"))
                    .isInstanceOf(ExtensionStoppedError.class);
        } finally {
            control.close();
        }
    }

    @DatabaseTest
    void whatCouldNotBeReadAgainIsRefusedAndTheOthersAreThere(TestDatabase database) {
        LiveIsland island = LiveIslands.admit(storage(1_000_000));
        KeyValueStore values = new IslandKeyValues(island, database.unit("sandbox"));
        DocumentStore documents = new IslandDocuments(island, database.unit("sandbox"), Clock.systemUTC());
        ObjectNode unreadable = JsonNodeFactory.instance.objectNode().put("a", BigInteger.TEN.pow(1_000));
        documents.put("c", "sound", object("a", 1), 0);

        assertThatThrownBy(() -> documents.put("c", "unreadable", unreadable, 0))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> values.put("a", unreadable)).isInstanceOf(ValidationException.class);

        assertThat(documents.list("c", "", 10)).extracting(Document::id).containsExactly("sound");
        assertThat(values.get("a")).isEmpty();
    }

    private static ArrayNode held(JsonNode value, int times) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < times; i++) {
            array.add(value);
        }
        return array;
    }

    /** As nodes they take more memory than their quota tells. */
    @DatabaseTest
    void whatHasTooManyValuesIsRefusedAndWhatIsThereStaysReadable(TestDatabase database) {
        UnitOfWork work = database.unit("sandbox");
        LiveIsland island = LiveIslands.admit(storage(10_000_000));
        KeyValueStore values = new IslandKeyValues(island, work);
        DocumentStore documents = new IslandDocuments(island, work, Clock.systemUTC());
        JsonNode many = held(IntNode.valueOf(1), 500_000);
        work.run(transaction -> {
            UsageStore.lock(transaction, island.installation());
            ValueStore.put(transaction, island.installation(), "before", many.toString(), 10_000_000);
        });

        assertThatThrownBy(() -> values.put("a", many))
                .isInstanceOf(ValidationException.class)
                .hasMessage("a value has at most 500000 values");
        assertThatThrownBy(() -> values.replace("a", Optional.empty(), many)).isInstanceOf(ValidationException.class);
        ObjectNode content = JsonNodeFactory.instance.objectNode().set("many", many);
        assertThatThrownBy(() -> documents.put("c", "a", content, 0))
                .isInstanceOf(ValidationException.class)
                .hasMessage("a document has at most 500000 values");

        assertThat(values.get("a")).isEmpty();
        assertThat(documents.get("c", "a")).isEmpty();
        values.put("a", held(IntNode.valueOf(1), 499_999));
        assertThat(values.get("before")).contains(many);
        assertThat(values.replace("before", Optional.of(many), IntNode.valueOf(1)))
                .isTrue();
        assertThat(values.get("before")).contains(IntNode.valueOf(1));
    }

    @DatabaseTest
    void aTextThatIsHeldManyTimesIsWrittenNoLongerThanTheQuota(TestDatabase database) {
        LiveIsland island = LiveIslands.admit(storage(10_000_000));
        KeyValueStore values = new IslandKeyValues(island, database.unit("sandbox"));
        DocumentStore documents = new IslandDocuments(island, database.unit("sandbox"), Clock.systemUTC());
        JsonNode held = held(TextNode.valueOf("x".repeat(1 << 20)), 3_000);
        ObjectNode content = JsonNodeFactory.instance.objectNode().set("held", held);
        values.put("a", IntNode.valueOf(1));

        assertThatThrownBy(() -> values.put("a", held)).isInstanceOf(QuotaExceededException.class);
        assertThatThrownBy(() -> documents.put("c", "a", content, 0)).isInstanceOf(QuotaExceededException.class);
        assertThat(values.replace("a", Optional.of(held), IntNode.valueOf(2))).isFalse();
    }

    /** Others wait for nobody who reads what is stored. */
    @DatabaseTest
    void whatChangesWhileItIsComparedIsNotReplaced(TestDatabase database) {
        KeyValueStore values = new IslandKeyValues(LiveIslands.admit(storage(1_000_000)), database.unit("sandbox"));
        ObjectNode one = object("a", 1);
        one.set("many", held(IntNode.valueOf(1), 1_000));
        ObjectNode inOtherOrder = JsonNodeFactory.instance.objectNode();
        inOtherOrder.set("many", one.get("many"));
        inOtherOrder.put("a", 1);
        values.put("key", one);
        assertThat(values.replace("key", Optional.of(inOtherOrder), one)).isTrue();

        Thread comparing = Thread.currentThread();
        AtomicBoolean changed = new AtomicBoolean();
        Checkpoint.Control control = Checkpoint.install(() -> {
            if (Thread.currentThread() == comparing && reads() && changed.compareAndSet(false, true)) {
                CompletableFuture.runAsync(() -> values.put("key", IntNode.valueOf(5)))
                        .orTimeout(30, TimeUnit.SECONDS)
                        .join();
            }
        });
        try {
            control.arm(true);
            assertThat(values.replace("key", Optional.of(inOtherOrder), IntNode.valueOf(2)))
                    .isFalse();
        } finally {
            control.close();
        }
        assertThat(values.get("key")).contains(IntNode.valueOf(5));
    }

    private static boolean reads() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith(StoredJson.class.getName())));
    }

    @DatabaseTest
    void whatIsAskedForIsNoLongerThanNames(TestDatabase database) {
        LiveIsland island = LiveIslands.admit(storage(1_000));
        KeyValueStore values = new IslandKeyValues(island, database.unit("sandbox"));
        DocumentStore documents = new IslandDocuments(island, database.unit("sandbox"), Clock.systemUTC());
        String name = "x".repeat(256);
        String longer = name + "x";

        assertThat(values.keys(name, name, 10)).isEmpty();
        assertThat(documents.list("x".repeat(100), name, 10)).isEmpty();
        assertThatThrownBy(() -> values.keys(longer, "", 10)).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> values.keys("", longer, 10)).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> documents.list("c", longer, 10)).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> documents.list("x".repeat(101), "", 10)).isInstanceOf(ValidationException.class);
    }

    @DatabaseTest
    void theQuotaIsExactUnderConcurrency(TestDatabase database) throws InterruptedException, ExecutionException {
        UnitOfWork work = database.unit("sandbox");
        LiveIsland island = LiveIslands.admit(storage(100));
        KeyValueStore values = new IslandKeyValues(island, work);
        ExecutorService writers = Executors.newFixedThreadPool(8);
        List<Future<Boolean>> writes = new ArrayList<>();
        for (int i = 10; i < 50; i++) {
            String key = "k" + i;
            writes.add(writers.submit(() -> {
                try {
                    values.put(key, TextNode.valueOf("12345"));
                    return true;
                } catch (QuotaExceededException e) {
                    return false;
                }
            }));
        }
        int stored = 0;
        for (Future<Boolean> write : writes) {
            stored += write.get() ? 1 : 0;
        }
        writers.shutdown();

        assertThat(stored).isEqualTo(10);
        assertThat(values.keys("", "", 100)).hasSize(10);
        assertThat(used(work, island)).isEqualTo(100);
        JsonNode longer = TextNode.valueOf("123456");
        String present = values.keys("", "", 1).get(0);
        assertThatThrownBy(() -> values.put(present, longer)).isInstanceOf(QuotaExceededException.class);
        assertThat(values.get(present)).contains(TextNode.valueOf("12345"));
        values.delete(present);
        values.put("k99", TextNode.valueOf("12345"));
        assertThat(used(work, island)).isEqualTo(100);
    }

    @DatabaseTest
    void documentsHaveVersions(TestDatabase database) {
        UnitOfWork work = database.unit("sandbox");
        LiveIsland island = LiveIslands.admit(storage(1_000));
        DocumentStore documents = new IslandDocuments(island, work, Clock.systemUTC());

        Document first = documents.put("orders", "1", object("n", 1), 0);
        assertThat(first.version()).isEqualTo(1);
        assertThatThrownBy(() -> documents.put("orders", "1", object("n", 2), 0))
                .isInstanceOf(ConflictException.class);
        assertThat(documents.put("orders", "1", object("n", 2), 1).version()).isEqualTo(2);
        assertThat(documents.put("orders", "1", object("n", 3), -1).version()).isEqualTo(3);
        assertThat(documents.get("orders", "1").orElseThrow().content()).isEqualTo(object("n", 3));
        documents.put("orders", "2", object("n", 1), -1);
        documents.put("other", "3", object("n", 1), -1);
        assertThat(documents.list("orders", "", 10)).extracting(Document::id).containsExactly("1", "2");
        assertThat(documents.list("orders", "1", 10)).extracting(Document::id).containsExactly("2");
        assertThat(documents.delete("orders", "1")).isTrue();
        assertThat(documents.get("orders", "1")).isEmpty();
    }

    @DatabaseTest
    void installationsDoNotSeeEachOther(TestDatabase database) {
        UnitOfWork work = database.unit("sandbox");
        LiveIsland island = LiveIslands.admit(storage(1_000));
        KeyValueStore one = new IslandKeyValues(island, work);
        KeyValueStore other = new IslandKeyValues(LiveIslands.admit(storage(1_000)), work);
        one.put("a", IntNode.valueOf(1));

        assertThat(other.get("a")).isEmpty();
        assertThat(other.keys("", "", 10)).isEmpty();
        work.run(transaction -> DataEraser.erase(
                transaction,
                island.installation().organizationId(),
                island.installation().installationId()));
        assertThat(one.get("a")).isEmpty();
        assertThat(used(work, island)).isZero();
    }

    @DatabaseTest
    void grantsAreAskedAtEveryCall(TestDatabase database) {
        LiveIsland island = LiveIslands.admit(storage(1_000));
        KeyValueStore values = new IslandKeyValues(island, database.unit("sandbox"));
        values.put("a", IntNode.valueOf(1));

        LiveIslands.ISLANDS.change(
                island.installation().installationId(),
                List.of(new Permission("storage", Set.of("read"), List.of())),
                JsonNodeFactory.instance.objectNode());

        assertThat(values.get("a")).isPresent();
        assertThatThrownBy(() -> values.put("a", IntNode.valueOf(2))).isInstanceOf(PermissionDeniedException.class);
        assertThatThrownBy(() -> values.delete("a")).isInstanceOf(PermissionDeniedException.class);
        assertThatThrownBy(() -> values.get("")).isInstanceOf(ValidationException.class);
    }
}
