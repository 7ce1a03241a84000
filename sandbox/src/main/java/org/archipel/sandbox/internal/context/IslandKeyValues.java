package org.archipel.sandbox.internal.context;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.ValidationException;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.storage.KeyValueStore;
import org.archipel.persistence.JsonColumn;
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

    private static String json(JsonNode value) {
        if (value == null) {
            throw new ValidationException("", "a value is needed");
        }
        return JsonColumn.write(value);
    }

    @Override
    public Optional<JsonNode> get(String key) {
        island.policy().requireStorage("read");
        return work.call(transaction -> ValueStore.find(transaction, owner(), key(key)))
                .map(StoredJson::read);
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
        String json = json(value);
        return work.call(transaction -> {
            UsageStore.lock(transaction, owner());
            Optional<JsonNode> present =
                    ValueStore.find(transaction, owner(), key(key)).map(JsonColumn::read);
            // What is stored went through text; so must what it is compared with.
            boolean equal = present.equals(expected.map(IslandKeyValues::json).map(JsonColumn::read));
            if (equal) {
                ValueStore.put(transaction, owner(), key, json, island.policy().storageQuota());
            }
            return equal;
        });
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
        return work.call(transaction -> ValueStore.keys(transaction, owner(), prefix, after, Names.limit(limit)));
    }
}
