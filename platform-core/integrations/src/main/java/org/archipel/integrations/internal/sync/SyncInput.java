package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.store.Json;

/**
 * A sync request as the input of a job.
 *
 * @param realTime whether it was started by a change: it waits for a sync that runs already, which may have passed the change
 */
record SyncInput(String integrationId, SyncRequest request, boolean realTime) {
    SyncInput(String integrationId, SyncRequest request) {
        this(integrationId, request, false);
    }

    ObjectNode toJson() {
        ObjectNode input = Json.object();
        input.put("integrationId", integrationId);
        if (request.direction() != null) {
            input.put("direction", request.direction().name());
        }
        if (realTime) {
            input.put("realTime", true);
        }
        input.put("dryRun", request.dryRun());
        request.entities().forEach(input.withArray("/entities")::add);
        if (request.since() != null) {
            input.put("since", request.since().toString());
        }
        if (request.limit() != null) {
            input.put("limit", request.limit());
        }
        if (request.full()) {
            input.put("full", true);
        }
        if (request.acceptMissing() != null) {
            input.put("acceptMissing", request.acceptMissing());
        }
        return input;
    }

    static SyncInput of(ObjectNode input) {
        List<String> entities = new ArrayList<>();
        input.path("entities").forEach(entity -> entities.add(entity.asText()));
        Instant since =
                input.hasNonNull("since") ? Instant.parse(input.get("since").asText()) : null;
        Long limit = input.hasNonNull("limit") ? input.get("limit").asLong() : null;
        return new SyncInput(
                input.path("integrationId").asText(),
                new SyncRequest(
                        input.hasNonNull("direction")
                                ? Direction.valueOf(input.get("direction").asText())
                                : null,
                        entities,
                        since,
                        limit,
                        input.path("dryRun").asBoolean(),
                        input.path("full").asBoolean(),
                        input.hasNonNull("acceptMissing")
                                ? input.get("acceptMissing").asLong()
                                : null),
                input.path("realTime").asBoolean());
    }
}
