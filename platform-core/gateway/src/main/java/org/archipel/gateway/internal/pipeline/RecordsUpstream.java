package org.archipel.gateway.internal.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.record.HubRecord;
import org.archipel.api.record.HubRecords;
import org.archipel.api.record.RecordPage;
import org.archipel.api.record.RecordQuery;
import org.archipel.gateway.internal.model.ApiIntegration.Operation;

/** Reads and writes the organization's hub records. A list is {@code {items, nextCursor}}. Immutable and thread-safe. */
final class RecordsUpstream implements Upstream {
    private static final int PAGE = 50;
    private static final int MOST = 500;
    private static final int NO_CONTENT = 204;

    private final String name;
    private final HubRecords records;
    private final String entity;
    private final Operation operation;
    private final String id;
    private final Map<String, String> filters;
    private final WorkerCalls calls;

    /** @param id template of the record's id; null for a list */
    RecordsUpstream(
            String name,
            HubRecords records,
            String entity,
            Operation operation,
            String id,
            Map<String, String> filters,
            WorkerCalls calls) {
        this.name = name;
        this.records = records;
        this.entity = entity;
        this.operation = operation;
        this.id = id;
        this.filters = filters;
        this.calls = calls;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletableFuture<Reply> call(CallContext context, Payload body) {
        return calls.call(() -> answer(context, body));
    }

    private Reply answer(CallContext context, Payload body) {
        JsonNode json = JsonBody.ofRequest(body);
        return switch (operation) {
            case LIST -> Reply.json(Payload.of(list(context, json)));
            case GET ->
                Reply.json(Payload.of(view(records.get(entity, recordId(context, json))
                        .orElseThrow(() -> new NotFoundException("There is no such record.")))));
            case PUT ->
                Reply.json(Payload.of(
                        view(records.upsert(entity, recordId(context, json), JsonBody.objectOfRequest(body)))));
            case DELETE -> {
                if (!records.delete(entity, recordId(context, json))) {
                    throw new NotFoundException("There is no such record.");
                }
                yield new Reply(NO_CONTENT, List.of(), Payload.empty());
            }
        };
    }

    private String recordId(CallContext context, JsonNode body) {
        return Template.text(id, context, body);
    }

    /** A filter whose value is empty, since the request gives none, does not narrow. */
    private ObjectNode list(CallContext context, JsonNode body) {
        Map<String, String> equal = new LinkedHashMap<>();
        filters.forEach((field, template) -> {
            String value = Template.text(template, context, body);
            if (!value.isEmpty()) {
                equal.put(field, value);
            }
        });
        RecordPage page = records.list(
                entity,
                new RecordQuery(
                        equal,
                        Optional.ofNullable(context.query("cursor")).filter(text -> !text.isEmpty()),
                        limit(context)));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode items = answer.putArray("items");
        page.items().forEach(record -> items.add(view(record)));
        page.nextCursor().ifPresent(cursor -> answer.put("nextCursor", cursor));
        return answer;
    }

    private static int limit(CallContext context) {
        String limit = context.query("limit");
        if (limit == null || limit.isEmpty()) {
            return PAGE;
        }
        try {
            int number = Integer.parseInt(limit);
            if (number >= 1 && number <= MOST) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new ValidationException("/limit", "must be from 1 to " + MOST);
    }

    private static ObjectNode view(HubRecord record) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.put("id", record.id());
        view.put("version", record.version());
        view.put("updatedAt", record.updatedAt().toString());
        view.set("data", record.data());
        return view;
    }
}
