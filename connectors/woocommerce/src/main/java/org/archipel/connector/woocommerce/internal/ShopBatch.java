package org.archipel.connector.woocommerce.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.connector.common.record.BatchedWrites;
import org.archipel.connector.common.wire.Remote;

/** Writes up to a hundred records in one request; the answer lists what became of each, in the order of the request. */
final class ShopBatch {
    private static final int MOST = 100;

    private final Remote remote;
    private final String path;

    ShopBatch(Remote remote, String path) {
        this.remote = remote;
        this.path = path;
    }

    List<WriteResult> write(List<WriteRecord> records) {
        return BatchedWrites.write(records, MOST, this::some);
    }

    private List<WriteResult> some(List<WriteRecord> records) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        for (WriteRecord item : records) {
            var list = body.withArray(kind(item));
            if (item.delete()) {
                list.add(Long.parseLong(id(item)));
            } else {
                ObjectNode data = item.data().deepCopy();
                item.externalId().ifPresent(id -> data.put("id", Long.parseLong(id(item))));
                list.add(data);
            }
        }
        JsonNode answer = remote.ask(
                        "POST", remote.address(path, Map.of("force", "true")), Map.of(), Remote.bytes(body))
                .document()
                .orElse(MissingNode.getInstance());
        Map<String, Integer> next = new HashMap<>();
        List<WriteResult> results = new ArrayList<>(records.size());
        for (WriteRecord item : records) {
            int index = next.merge(kind(item), 1, Integer::sum) - 1;
            results.add(result(item, answer.path(kind(item)).path(index)));
        }
        return results;
    }

    private static WriteResult result(WriteRecord item, JsonNode told) {
        JsonNode error = told.path("error");
        if (error.isObject()) {
            boolean gone = item.delete() && error.at("/data/status").asInt() == 404;
            return gone
                    ? new WriteResult(Outcome.UNCHANGED, item.externalId(), "", false)
                    : failed(
                            error.path("code").asText() + ": "
                                    + error.path("message").asText(),
                            false);
        }
        String id = told.path("id").asText();
        if (id.isEmpty()) {
            return failed("the answer does not tell what became of it", true);
        }
        Outcome outcome =
                item.delete() ? Outcome.DELETED : item.externalId().isPresent() ? Outcome.UPDATED : Outcome.CREATED;
        return new WriteResult(outcome, Optional.of(id), "", false);
    }

    private static String kind(WriteRecord item) {
        return item.delete() ? "delete" : item.externalId().isPresent() ? "update" : "create";
    }

    /** An id that is no number is none of the shop's. */
    private static String id(WriteRecord item) {
        return item.externalId().filter(id -> id.matches("\\d{1,18}")).orElse("0");
    }

    private static WriteResult failed(String reason, boolean retryable) {
        return new WriteResult(Outcome.FAILED, Optional.empty(), reason, retryable);
    }
}
