package org.archipel.integrations.internal.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.integrations.internal.records.BatchOutcome;
import org.archipel.integrations.internal.records.PreparedRecord;
import org.archipel.integrations.internal.store.Json;

/** Where a run stands after one more group. */
final class RunProgress {
    private static final int SAMPLES_OF_A_KIND = 3;

    private RunProgress() {}

    static SyncRun after(SyncRun run, Group group, BatchOutcome outcome) {
        SyncCounts counts = new SyncCounts(
                group.read(),
                group.filtered(),
                outcome.created().size(),
                outcome.updated().size(),
                outcome.unchanged(),
                outcome.deleted().size(),
                group.rejections().size(),
                outcome.conflicts(),
                group.missing());
        return run.advanced(
                group.resumable() ? group.next() : Optional.empty(),
                group.total(),
                counts,
                group.complete(),
                group.last(),
                run.dryRun() ? Optional.of(samples(run.samples(), group, outcome)) : Optional.empty(),
                group.bookmark());
    }

    /** A few records of each kind, so that a person sees what a run would do. */
    private static JsonNode samples(Optional<JsonNode> earlier, Group group, BatchOutcome outcome) {
        ObjectNode samples = earlier.map(node -> (ObjectNode) node.deepCopy()).orElseGet(Json::object);
        add(samples.withArray("/created"), outcome.created(), group.records());
        add(samples.withArray("/updated"), outcome.updated(), group.records());
        add(samples.withArray("/deleted"), outcome.deleted(), group.records());
        ArrayNode quarantined = samples.withArray("/quarantined");
        for (Rejection rejection : group.rejections()) {
            if (quarantined.size() < SAMPLES_OF_A_KIND) {
                quarantined
                        .addObject()
                        .put("externalId", rejection.key())
                        .put("pointer", rejection.pointer())
                        .put("reason", rejection.reason());
            }
        }
        return samples;
    }

    private static void add(ArrayNode samples, List<String> externalIds, List<PreparedRecord> records) {
        Set<String> wanted = new HashSet<>(externalIds);
        for (PreparedRecord record : records) {
            if (samples.size() >= SAMPLES_OF_A_KIND) {
                return;
            }
            if (wanted.remove(record.externalId())) {
                ObjectNode sample = samples.addObject().put("externalId", record.externalId());
                sample.set("data", Json.tree(record.json()));
            }
        }
    }
}
