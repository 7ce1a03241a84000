package org.archipel.connector.common.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.connector.common.model.Entity;
import org.archipel.connector.common.model.Listing;
import org.archipel.connector.common.wire.Answer;

/** Finds the records in an answer. */
final class RecordExtractor {
    private final Entity entity;

    RecordExtractor(Entity entity) {
        this.entity = entity;
    }

    /** The number of all records, where the answer tells it. */
    Optional<Long> total(Listing listing, Answer answer) {
        Optional<JsonNode> told = listing.total()
                .flatMap(path -> answer.document().flatMap(path::first))
                .or(() -> answer.response().header(listing.totalHeader()).map(TextNode::valueOf));
        return told.map(JsonNode::asText)
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::valueOf);
    }

    /** @throws RemoteException if there is no array of records where the listing says */
    List<JsonNode> nodes(Listing listing, JsonNode document) {
        List<JsonNode> selected = listing.records().select(document);
        if (!listing.records().singular()) {
            return selected;
        }
        if (selected.isEmpty() && listing.bareArray() && document.isArray()) {
            selected = List.of(document);
        }
        if (selected.isEmpty() || !selected.get(0).isArray()) {
            String found = selected.isEmpty()
                    ? "nothing"
                    : selected.get(0).getNodeType().name().toLowerCase(Locale.ROOT);
            throw new RemoteException(
                    ErrorCode.INTEGRATION_ERROR,
                    "expected an array of records at " + listing.records() + " in the answer, but found " + found,
                    false);
        }
        List<JsonNode> elements = new ArrayList<>(selected.get(0).size());
        selected.get(0).forEach(elements::add);
        return elements;
    }

    /** What is no object, or has no id, becomes a record without an id, which the platform sets aside. */
    SourceRecord toRecord(JsonNode node) {
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
        return new SourceRecord(externalId, data, modifiedAt, deleted, version(object));
    }

    /** What the remote side calls the version of a record; empty where it has no names for them. */
    Optional<String> version(JsonNode record) {
        return entity.version()
                .flatMap(version -> version.field().first(record))
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText)
                .filter(text -> !text.isEmpty());
    }
}
