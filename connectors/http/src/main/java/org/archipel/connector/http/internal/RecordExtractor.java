package org.archipel.connector.http.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.connector.http.internal.config.Entity;

/** Finds the records in an answer. */
final class RecordExtractor {
    private final Entity entity;

    RecordExtractor(Entity entity) {
        this.entity = entity;
    }

    /** @throws RemoteException if there is no array of records where the configuration says */
    List<SourceRecord> extract(JsonNode document) {
        List<JsonNode> nodes = nodes(document);
        List<SourceRecord> records = new ArrayList<>(nodes.size());
        for (JsonNode node : nodes) {
            records.add(toRecord(node));
        }
        return records;
    }

    /** The number of all records, where the answer tells it. */
    Optional<Long> total(JsonNode document) {
        return entity.total()
                .flatMap(path -> path.first(document))
                .filter(JsonNode::canConvertToLong)
                .map(JsonNode::longValue)
                .filter(total -> total >= 0);
    }

    private List<JsonNode> nodes(JsonNode document) {
        List<JsonNode> selected = entity.records().select(document);
        if (!entity.records().singular()) {
            return selected;
        }
        if (selected.isEmpty() || !selected.get(0).isArray()) {
            String found = selected.isEmpty()
                    ? "nothing"
                    : selected.get(0).getNodeType().name().toLowerCase(Locale.ROOT);
            throw new RemoteException(
                    ErrorCode.INTEGRATION_ERROR,
                    "expected an array of records at " + entity.records() + " in the answer, but found " + found,
                    false);
        }
        List<JsonNode> elements = new ArrayList<>(selected.get(0).size());
        selected.get(0).forEach(elements::add);
        return elements;
    }

    /** What is no object, or has no id, becomes a record without an id, which the platform sets aside. */
    private SourceRecord toRecord(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            ObjectNode wrapped = JsonNodeFactory.instance.objectNode();
            return SourceRecord.of("", wrapped.set("value", node));
        }
        JsonNode id = entity.id().in(object);
        String externalId = id.isTextual() || id.isIntegralNumber() ? id.asText() : "";
        Optional<Instant> modifiedAt = entity.modifiedAt()
                .flatMap(modified -> modified.format().parse(modified.field().in(object)));
        boolean deleted = entity.deletionMark().map(mark -> mark.isOn(object)).orElse(false);
        ObjectNode data = deleted && !externalId.isEmpty() ? JsonNodeFactory.instance.objectNode() : object;
        return new SourceRecord(externalId, data, modifiedAt, deleted);
    }
}
