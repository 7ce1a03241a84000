package org.archipel.connector.bitrix24.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.connector.common.model.TimeFormat;

/**
 * Reads items in the order of their ids, uncounted, several pages in one batch: each page begins after the last id of the one before it,
 * to which its command refers.
 */
final class ItemReader {
    private static final int PAGE = 50;
    private static final int MOST_PAGES = 20;

    private final Batch batch;
    private final ItemType type;

    ItemReader(Batch batch, ItemType type) {
        this.batch = batch;
        this.type = type;
    }

    ReadPage read(ReadRequest request) {
        String after = request.cursor().map(ItemReader::position).orElse("0");
        int pages = Math.max(1, Math.min(MOST_PAGES, (request.limit() + PAGE - 1) / PAGE));
        List<String> commands = new ArrayList<>();
        for (int i = 0; i < pages; i++) {
            String from = i == 0 ? after : "$result[" + Batch.name(i - 1) + "][items][" + (PAGE - 1) + "][id]";
            commands.add(command(from, request));
        }
        List<SourceRecord> records = new ArrayList<>();
        boolean more = true;
        for (Batch.Outcome outcome : batch.read(commands)) {
            JsonNode items = outcome.orThrow("crm.item.list").path("items");
            if (!items.isArray()) {
                throw new RemoteException(
                        ErrorCode.INTEGRATION_ERROR, "expected an array of items in the answer", false);
            }
            items.forEach(item -> records.add(record(item)));
            if (items.size() < PAGE) {
                // What follows referred to an item that is not there.
                more = false;
                break;
            }
        }
        boolean cut = records.size() > request.limit();
        List<SourceRecord> given = cut ? records.subList(0, request.limit()) : records;
        boolean hasMore = more || cut;
        Optional<JsonNode> next = hasMore ? Optional.of(TextNode.valueOf(lastId(given))) : Optional.empty();
        return new ReadPage(given, next, hasMore, Optional.empty());
    }

    /** One item as it is now; empty if it is gone. It is listed, so that it has the fields of the others. */
    Optional<SourceRecord> fetch(String id) {
        if (!id.matches("\\d{1,18}")) {
            return Optional.empty();
        }
        ObjectNode parameters = JsonNodeFactory.instance.objectNode().put("entityTypeId", type.number());
        parameters.putArray("select").add("*");
        parameters.putObject("filter").put("id", id);
        parameters.put("start", -1);
        JsonNode items = batch.read(List.of(Batch.command("crm.item.list", parameters)))
                .get(0)
                .orThrow("crm.item.list")
                .path("items");
        return items.isEmpty() ? Optional.empty() : Optional.of(record(items.get(0)));
    }

    private String command(String after, ReadRequest request) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode().put("entityTypeId", type.number());
        parameters.putArray("select").add("*");
        parameters.putObject("order").put("id", "ASC");
        ObjectNode filter = parameters.putObject("filter").put(">id", after);
        request.modifiedSince().ifPresent(time -> filter.put(">=updatedTime", TimeFormat.ISO_OFFSET.format(time)));
        parameters.put("start", -1);
        return Batch.command("crm.item.list", parameters);
    }

    private static SourceRecord record(JsonNode item) {
        if (!(item instanceof ObjectNode data)) {
            ObjectNode wrapped = JsonNodeFactory.instance.objectNode();
            return SourceRecord.of("", wrapped.set("value", item));
        }
        JsonNode id = data.path("id");
        String externalId = id.isIntegralNumber() || id.isTextual() ? id.asText() : "";
        return new SourceRecord(externalId, data, TimeFormat.ISO_8601.parse(data.path("updatedTime")), false);
    }

    private static String lastId(List<SourceRecord> records) {
        String id = records.isEmpty() ? "" : records.get(records.size() - 1).externalId();
        if (!id.matches("\\d{1,18}")) {
            throw new RemoteException(
                    ErrorCode.INTEGRATION_ERROR, "the last item of a page has no id to go on from", false);
        }
        return id;
    }

    private static String position(JsonNode cursor) {
        if (!cursor.isTextual() || !cursor.textValue().matches("\\d{1,18}")) {
            throw new ValidationException("/cursor", "not a cursor of this connector");
        }
        return cursor.textValue();
    }
}
