package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.sync.SyncRun.Flow;

/** What a job did, entity by entity. */
final class SyncResults {
    private final Map<String, Map<Flow, SyncRun>> runs = new TreeMap<>();
    private final Map<String, String> skipped = new TreeMap<>();

    synchronized void skip(String entity, String reason) {
        skipped.put(entity, reason);
    }

    synchronized void add(SyncRun run) {
        runs.computeIfAbsent(run.entity(), entity -> new EnumMap<>(Flow.class)).put(run.flow(), run);
    }

    /** {@code {integrationId, dryRun, entities: {name: {runId, counts…, samples?}}}} or, for an entity that is busy, {@code {skipped}}. */
    synchronized ObjectNode toJson(String integrationId, boolean dryRun) {
        ObjectNode result = Json.object();
        result.put("integrationId", integrationId);
        result.put("dryRun", dryRun);
        ObjectNode entities = result.putObject("entities");
        runs.forEach((entity, flows) -> {
            ObjectNode one = entities.putObject(entity);
            if (flows.size() == 1) {
                fill(one, flows.values().iterator().next());
                return;
            }
            one.setAll(Json.toTree(
                    flows.values().stream().map(SyncRun::counts).reduce(SyncCounts.ZERO, SyncCounts::plus)));
            flows.forEach((flow, run) -> fill(one.putObject(flow.name().toLowerCase(Locale.ROOT)), run));
        });
        skipped.forEach((entity, reason) -> entities.withObject("/" + entity).put("skipped", reason));
        return result;
    }

    private static void fill(ObjectNode node, SyncRun run) {
        node.put("runId", run.id());
        node.setAll(Json.toTree(run.counts()));
        run.samples().ifPresent(samples -> node.set("samples", samples));
    }
}
