package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.api.event.Event;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.api.storage.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RecordListenerTest {
    private final MemoryStore storage = new MemoryStore();

    @Test
    void eventsAreCountedByTopic() {
        RecordListener listener = new RecordListener(context());
        listener.onEvent(event("record.created"));
        listener.onEvent(event("record.updated"));
        listener.onEvent(event("record.updated"));
        assertThat(storage.get("count/record.created")).contains(LongNode.valueOf(1));
        assertThat(storage.get("count/record.updated")).contains(LongNode.valueOf(2));
    }

    private static Event event(String topic) {
        return new Event("id", topic, "place/1", JsonNodeFactory.instance.objectNode(), Instant.EPOCH);
    }

    /** A context that has storage and a logger only. */
    private ExtensionContext context() {
        return (ExtensionContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ExtensionContext.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "keyValues" -> storage;
                        case "logger" -> LoggerFactory.getLogger(RecordListener.class);
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    private static final class MemoryStore implements KeyValueStore {
        private final Map<String, JsonNode> values = new ConcurrentHashMap<>();

        @Override
        public Optional<JsonNode> get(String key) {
            return Optional.ofNullable(values.get(key));
        }

        @Override
        public void put(String key, JsonNode value) {
            values.put(key, value);
        }

        @Override
        public boolean replace(String key, Optional<JsonNode> expected, JsonNode value) {
            return expected.map(old -> values.replace(key, old, value))
                    .orElseGet(() -> values.putIfAbsent(key, value) == null);
        }

        @Override
        public boolean delete(String key) {
            return values.remove(key) != null;
        }

        @Override
        public List<String> keys(String prefix, String after, int limit) {
            return values.keySet().stream()
                    .filter(key -> key.startsWith(prefix) && key.compareTo(after) > 0)
                    .sorted()
                    .limit(limit)
                    .toList();
        }
    }
}
