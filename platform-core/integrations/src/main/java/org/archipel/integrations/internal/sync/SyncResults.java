package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.archipel.integrations.internal.store.Json;

/** What a job did, entity by entity. */
final class SyncResults {
    private final Map<String, SyncRun> runs = new TreeMap<>();
    private final Map<String, String> skipped = new TreeMap<>();

    synchronized void skip(String entity, String reason) {
        skipped.put(entity, reason);
    }

    synchronized void add(SyncRun run) {
        runs.put(run.entity(), run);
    }

    /** {@code {integrationId, dryRun, entities: {name: {runId, counts…, samples?}}}} or, for an entity that is busy, {@code {skipped}}. */
    synchronized ObjectNode toJson(String integrationId, boolean dryRun) {
        ObjectNode result = Json.object();
        result.put("integrationId", integrationId);
        result.put("dryRun", dryRun);
        ObjectNode entities = result.putObject("entities");
        runs.forEach((entity, run) -> {
            ObjectNode one = entities.putObject(entity);
            one.put("runId", run.id());
            one.setAll(Json.toTree(run.counts()));
            run.samples().ifPresent(samples -> one.set("samples", samples));
        });
        skipped.forEach((entity, reason) -> entities.putObject(entity).put("skipped", reason));
        return result;
    }
}
