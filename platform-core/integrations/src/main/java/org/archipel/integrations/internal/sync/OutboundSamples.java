package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.archipel.integrations.internal.store.Json;

/** What a dry run shows of the changes that it would send: a few of each kind. */
final class OutboundSamples {
    private static final int MOST_OF_A_KIND = 3;

    private OutboundSamples() {}

    /** The samples of earlier pages with those of one more. */
    static JsonNode with(Optional<JsonNode> earlier, OutboundPage page) {
        ObjectNode samples = earlier.map(node -> (ObjectNode) node.deepCopy()).orElseGet(Json::object);
        page.changes().forEach(change -> add(samples, change));
        page.rejections().forEach(rejection -> add(samples, rejection));
        return samples;
    }

    private static void add(ObjectNode samples, OutboundChange change) {
        String kind = switch (change.kind()) {
            case CREATE -> "/created";
            case UPDATE, ARCHIVE -> "/updated";
            case DELETE -> "/deleted";
        };
        ArrayNode array = samples.withArray(kind);
        if (array.size() < MOST_OF_A_KIND) {
            ObjectNode sample =
                    array.addObject().put("recordId", change.before().recordId());
            change.write().externalId().ifPresent(id -> sample.put("externalId", id));
            sample.set("data", change.write().data());
        }
    }

    private static void add(ObjectNode samples, Rejection rejection) {
        ArrayNode array = samples.withArray("/quarantined");
        if (array.size() < MOST_OF_A_KIND) {
            array.addObject()
                    .put("recordId", rejection.key().substring(OutboundShape.HUB_KEY.length()))
                    .put("pointer", rejection.pointer())
                    .put("reason", rejection.reason());
        }
    }
}
