package org.archipel.connector.bitrix24.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.connector.common.record.BatchedWrites;
import org.archipel.connector.common.record.Unsent;
import org.archipel.connector.common.wire.Problem;
import org.archipel.connector.common.wire.Problem.Meaning;
import org.archipel.connector.common.wire.Refusal;

/**
 * Writes items in batches. A new item carries the key of its change as its origin, unless the record brings one: by it an item whose
 * creation was interrupted is found.
 */
final class ItemWriter {
    private static final String ORIGINATOR = "archipel";
    private static final String ORIGINATOR_FIELD = "originatorId";
    private static final String ORIGIN_FIELD = "originId";

    private final Batch batch;
    private final ItemType type;

    ItemWriter(Batch batch, ItemType type) {
        this.batch = batch;
        this.type = type;
    }

    List<WriteResult> write(List<WriteRecord> records) {
        return BatchedWrites.write(records, Batch.MOST, this::some);
    }

    private List<WriteResult> some(List<WriteRecord> records) {
        List<Batch.Outcome> outcomes =
                batch.write(records.stream().map(this::command).toList());
        List<WriteResult> results = new ArrayList<>(records.size());
        for (int i = 0; i < records.size(); i++) {
            results.add(result(records.get(i), outcomes.get(i)));
        }
        return results;
    }

    private String command(WriteRecord item) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode().put("entityTypeId", type.number());
        item.externalId().ifPresent(id -> parameters.put("id", id));
        if (item.delete()) {
            return Batch.command("crm.item.delete", parameters);
        }
        ObjectNode fields = parameters.putObject("fields");
        item.data().properties().forEach(field -> {
            if (!field.getKey().equals("id")) {
                fields.set(field.getKey(), flag(field.getValue()));
            }
        });
        if (item.externalId().isEmpty()) {
            fields.put(ORIGINATOR_FIELD, origin(item, ORIGINATOR_FIELD, ORIGINATOR))
                    .put(ORIGIN_FIELD, origin(item, ORIGIN_FIELD, item.idempotencyKey()));
        }
        return Batch.command(item.externalId().isPresent() ? "crm.item.update" : "crm.item.add", parameters);
    }

    /** Bitrix24 writes truth as {@code Y} and {@code N}. */
    private static JsonNode flag(JsonNode value) {
        return value.isBoolean() ? JsonNodeFactory.instance.textNode(value.booleanValue() ? "Y" : "N") : value;
    }

    private static WriteResult result(WriteRecord item, Batch.Outcome outcome) {
        if (outcome.problem().isPresent()) {
            Problem problem = outcome.problem().get();
            if (item.delete() && problem.meaning() == Meaning.NOT_FOUND) {
                return new WriteResult(Outcome.UNCHANGED, item.externalId(), "", false);
            }
            Refusal refusal = new Refusal("crm.item", problem);
            return Unsent.result(refusal, refusal.retryable());
        }
        if (item.delete()) {
            return new WriteResult(Outcome.DELETED, item.externalId(), "", false);
        }
        if (item.externalId().isPresent()) {
            return new WriteResult(Outcome.UPDATED, item.externalId(), "", false);
        }
        JsonNode id = outcome.result().at("/item/id");
        return id.isIntegralNumber() || id.isTextual()
                ? new WriteResult(Outcome.CREATED, Optional.of(id.asText()), "", false)
                : failed("the item was made, but the answer does not tell its id", true);
    }

    List<Optional<String>> locate(List<WriteRecord> records) {
        List<Optional<String>> found = new ArrayList<>(records.size());
        for (int from = 0; from < records.size(); from += Batch.MOST) {
            List<WriteRecord> some = records.subList(from, Math.min(records.size(), from + Batch.MOST));
            for (Batch.Outcome outcome :
                    batch.read(some.stream().map(this::search).toList())) {
                JsonNode id = outcome.orThrow("crm.item.list").at("/items/0/id");
                found.add(Optional.of(id.asText()).filter(text -> !text.isEmpty()));
            }
        }
        return found;
    }

    private String search(WriteRecord item) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode().put("entityTypeId", type.number());
        parameters.putArray("select").add("id");
        parameters
                .putObject("filter")
                .put("=" + ORIGINATOR_FIELD, origin(item, ORIGINATOR_FIELD, ORIGINATOR))
                .put("=" + ORIGIN_FIELD, origin(item, ORIGIN_FIELD, item.idempotencyKey()));
        parameters.put("start", -1);
        return Batch.command("crm.item.list", parameters);
    }

    /** The record's own; where it has none, that by which the item is found again. */
    private static String origin(WriteRecord item, String field, String absent) {
        String own = item.data().path(field).asText("");
        return own.isEmpty() || item.data().path(field).isNull() ? absent : own;
    }

    private static WriteResult failed(String reason, boolean retryable) {
        return new WriteResult(Outcome.FAILED, Optional.empty(), reason, retryable);
    }
}
