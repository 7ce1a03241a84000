package org.archipel.connector.rdstation.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.connector.common.record.BatchedWrites;
import org.archipel.connector.common.wire.Problem.Meaning;
import org.archipel.connector.common.wire.Refusal;
import org.archipel.connector.common.wire.Remote;

/**
 * Sends events many at a time, within the 0.2 MB that a request may have. A batch that is refused was not taken in: its events are sent one
 * by one, so that the bad ones are told apart.
 */
final class EventBatch {
    private static final int MOST_BYTES = 150_000;
    private static final int MOST_EVENTS = 100;

    private final Remote remote;
    private final Function<WriteRecord, WriteResult> single;

    EventBatch(Remote remote, Function<WriteRecord, WriteResult> single) {
        this.remote = remote;
        this.single = single;
    }

    List<WriteResult> write(List<WriteRecord> records) {
        return BatchedWrites.write(batches(records), this::send);
    }

    private static List<List<WriteRecord>> batches(List<WriteRecord> records) {
        List<List<WriteRecord>> batches = new ArrayList<>();
        List<WriteRecord> batch = List.of();
        int bytes = 0;
        for (WriteRecord item : records) {
            int size = Remote.bytes(item.data()).length;
            if (batch.isEmpty() || bytes + size > MOST_BYTES || batch.size() == MOST_EVENTS) {
                batch = new ArrayList<>();
                batches.add(batch);
                bytes = 0;
            }
            batch.add(item);
            bytes += size;
        }
        return batches;
    }

    private List<WriteResult> send(List<WriteRecord> batch) {
        boolean unfit = batch.stream()
                .anyMatch(item -> item.delete() || item.externalId().isPresent());
        if (unfit) {
            return batch.stream().map(single).toList();
        }
        ArrayNode events = JsonNodeFactory.instance.arrayNode();
        batch.forEach(item -> events.add(item.data()));
        JsonNode answer;
        try {
            answer = remote.ask(
                            "POST", remote.address("/platform/events/batch", Map.of()), Map.of(), Remote.bytes(events))
                    .document()
                    .orElse(JsonNodeFactory.instance.objectNode());
        } catch (Refusal e) {
            if (e.problem().meaning() != Meaning.REJECTED) {
                throw e;
            }
            return batch.stream().map(single).toList();
        }
        List<WriteResult> results = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            results.add(result(answer.path("events").path(i).path("event_uuid")));
        }
        return results;
    }

    /** The batch was taken in: an event whose id the answer does not tell may have come about, and is not sent again by itself. */
    private static WriteResult result(JsonNode uuid) {
        return uuid.isTextual()
                ? new WriteResult(Outcome.CREATED, Optional.of(uuid.textValue()), "", false)
                : new WriteResult(Outcome.FAILED, Optional.empty(), "the answer does not tell the event's id", true);
    }
}
