package org.archipel.samples.placeinsights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.archipel.api.event.Event;
import org.archipel.api.event.EventListener;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.api.storage.KeyValueStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Counts how many places were created, updated and deleted, in the extension's storage. Events come at least once: the ids of the
 * latest ones are kept with the counts, so that a repetition does not count twice.
 */
@Component(
        service = {EventListener.class, ChangeCounter.class},
        property = {
            EventListener.TOPICS + "=record.*",
            EventListener.TOPICS + "=records.changed",
        })
public final class ChangeCounter implements EventListener {
    private static final String KEY = "changes";
    private static final int REMEMBERED = 100;

    private final ExtensionContext context;

    @Activate
    public ChangeCounter(@Reference ExtensionContext context) {
        this.context = context;
    }

    /** Changes since the extension was installed. */
    public record Changes(long created, long updated, long deleted) {}

    public Changes changes() {
        ObjectNode counts = counts(context.keyValues().get(KEY));
        return new Changes(
                counts.path("created").asLong(),
                counts.path("updated").asLong(),
                counts.path("deleted").asLong());
    }

    @Override
    public void onEvent(Event event) {
        String entity = event.data().path("entity").asText();
        if (!entity.equals(CountryCounts.ENTITY)) {
            return;
        }
        KeyValueStore storage = context.keyValues();
        Optional<JsonNode> before;
        ObjectNode counts;
        do {
            before = storage.get(KEY);
            counts = counts(before);
            if (!remember(counts.withArray("/seen"), event.id())) {
                return;
            }
            add(counts, event);
        } while (!storage.replace(KEY, before, counts));
    }

    /** One event tells of one record, or of a synchronized batch with the ids of its records. */
    private static void add(ObjectNode counts, Event event) {
        for (String change : new String[] {"created", "updated", "deleted"}) {
            long records = event.topic().equals("record." + change)
                    ? 1
                    : event.data().path(change).size();
            counts.put(change, counts.path(change).asLong() + records);
        }
    }

    /** Whether the event is new. */
    private static boolean remember(ArrayNode seen, String id) {
        for (JsonNode earlier : seen) {
            if (earlier.asText().equals(id)) {
                return false;
            }
        }
        seen.add(id);
        if (seen.size() > REMEMBERED) {
            seen.remove(0);
        }
        return true;
    }

    private static ObjectNode counts(Optional<JsonNode> stored) {
        return stored.filter(JsonNode::isObject)
                .map(node -> (ObjectNode) node.deepCopy())
                .orElseGet(JsonNodeFactory.instance::objectNode);
    }
}
