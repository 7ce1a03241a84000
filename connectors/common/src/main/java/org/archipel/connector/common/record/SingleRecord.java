package org.archipel.connector.common.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.archipel.api.connector.Capability;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.UnsupportedCapabilityException;
import org.archipel.api.connector.WriteRecord;
import org.archipel.connector.common.model.Entity;
import org.archipel.connector.common.wire.Answer;
import org.archipel.connector.common.wire.Problem.Meaning;
import org.archipel.connector.common.wire.Refusal;
import org.archipel.connector.common.wire.Remote;

/** Reads one record by its id. Used by one thread at a time. */
public final class SingleRecord {
    private final Remote remote;
    private final Entity entity;
    private final RecordExtractor extractor;

    public SingleRecord(Remote remote, Entity entity) {
        this.remote = remote;
        this.entity = entity;
        this.extractor = new RecordExtractor(entity);
    }

    /** Whether the model tells how. */
    public boolean isPossible() {
        return entity.one().isPresent();
    }

    /**
     * The record as it is now; empty if it is gone.
     *
     * @throws UnsupportedCapabilityException if the model does not tell how
     */
    public Optional<SourceRecord> fetch(String externalId) {
        Entity.One one = entity.one().orElseThrow(() -> new UnsupportedCapabilityException(Capability.READ));
        Function<String, Optional<JsonNode>> values = Template.values(
                new WriteRecord(Optional.of(externalId), JsonNodeFactory.instance.objectNode(), false, ""));
        Optional<String> path = Template.path(one.path(), values);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> query = new LinkedHashMap<>();
        one.query().forEach((name, value) -> Template.text(value, values).ifPresent(text -> query.put(name, text)));
        try {
            Answer answer =
                    remote.ask(one.method(), remote.address(path.get(), query), one.headers(), body(one, values));
            return answer.document()
                    .flatMap(document ->
                            one.record().map(place -> place.first(document)).orElse(Optional.of(document)))
                    .map(node -> named(externalId, node, answer));
        } catch (Refusal e) {
            if (e.problem().meaning() == Meaning.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** In the form in which it is listed. */
    private JsonNode listed(JsonNode node) {
        Set<String> fields = entity.one().map(Entity.One::fields).orElse(Set.of());
        return fields.isEmpty() || !(node instanceof ObjectNode object)
                ? node
                : object.deepCopy().retain(fields);
    }

    private static byte[] body(Entity.One one, Function<String, Optional<JsonNode>> values) {
        return one.body()
                .map(body -> Remote.bytes(Template.document(body, JsonNodeFactory.instance.objectNode(), values)))
                .orElseGet(() -> new byte[0]);
    }

    private SourceRecord named(String externalId, JsonNode node, Answer answer) {
        SourceRecord found = extractor.toRecord(listed(node));
        Optional<String> version = entity.version().isEmpty()
                ? Optional.empty()
                : extractor.version(node).or(() -> answer.response().header("ETag"));
        return new SourceRecord(externalId, found.data(), found.modifiedAt(), found.deleted(), version);
    }
}
