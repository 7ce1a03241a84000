package org.archipel.sandbox.internal.context;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.ValidationException;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.storage.KeyValueStore;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.internal.store.StoredJson;
import org.archipel.sandbox.internal.store.UsageStore;
import org.archipel.sandbox.internal.store.ValueStore;

/** Key-value storage of one installation, under its grants. */
final class IslandKeyValues implements KeyValueStore {
    private static final int LONGEST_KEY = 256;

    private final LiveIsland island;
    private final UnitOfWork work;

    IslandKeyValues(LiveIsland island, UnitOfWork work) {
        this.island = island;
        this.work = work;
    }

    private InstallationInfo owner() {
        return island.installation();
    }

    private static String key(String key) {
        return Names.check("a key", key, LONGEST_KEY);
    }

    private String json(JsonNode value) {
        if (value == null) {
            throw new ValidationException("", "a value is needed");
        }
        return StoredText.of("a value", value, island.policy().storageQuota());
    }

    private Optional<String> find(String key) {
        return work.call(transaction -> ValueStore.find(transaction, owner(), key));
    }

    @Override
    public Optional<JsonNode> get(String key) {
        island.policy().requireStorage("read");
        return find(key(key)).map(StoredJson::read);
    }

    @Override
    public void put(String key, JsonNode value) {
        island.policy().requireStorage("write");
        String json = json(value);
        work.run(transaction -> {
            UsageStore.lock(transaction, owner());
            ValueStore.put(transaction, owner(), key(key), json, island.policy().storageQuota());
        });
    }

    @Override
    public boolean replace(String key, Optional<JsonNode> expected, JsonNode value) {
        island.policy().requireStorage("read");
        island.policy().requireStorage("write");
        String checked = key(key);
        String json = json(value);
        Optional<String> present = find(checked);
        while (same(present, expected)) {
            Optional<String> compared = present;
            present = work.call(transaction -> putInstead(transaction, checked, compared, json));
            if (present.equals(compared)) {
                return true;
            }
        }
        return false;
    }

    private boolean same(Optional<String> present, Optional<JsonNode> expected) {
        return present.isEmpty() || expected.isEmpty()
                ? present.isEmpty() && expected.isEmpty()
                : StoredText.same(present.get(), expected.get(), island.policy().storageQuota());
    }

    // What is there now; the value was put if that is what was compared. Texts are not read here: others wait for the
    // lock.
    private Optional<String> putInstead(Transaction transaction, String key, Optional<String> compared, String json) {
        UsageStore.lock(transaction, owner());
        Optional<String> present = ValueStore.find(transaction, owner(), key);
        if (present.equals(compared)) {
            ValueStore.put(transaction, owner(), key, json, island.policy().storageQuota());
        }
        return present;
    }

    @Override
    public boolean delete(String key) {
        island.policy().requireStorage("write");
        return work.call(transaction -> {
            UsageStore.lock(transaction, owner());
            return ValueStore.delete(transaction, owner(), key(key));
        });
    }

    @Override
    public List<String> keys(String prefix, String after, int limit) {
        island.policy().requireStorage("read");
        Names.part("a prefix", prefix, LONGEST_KEY);
        Names.part("a key to go on after", after, LONGEST_KEY);
        return work.call(transaction -> ValueStore.keys(transaction, owner(), prefix, after, Names.limit(limit)));
    }
}
