package org.archipel.connector.common.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.archipel.api.connector.WriteRecord;
import org.archipel.connector.common.model.Entity.Lookup;
import org.archipel.connector.common.wire.Remote;

/** A request that looks for one record by what was written with it. */
final class Search {
    private static final byte[] NOTHING = {};

    private final Lookup lookup;
    private final WriteRecord record;
    private final String path;
    private final Map<String, String> query;

    private Search(Lookup lookup, WriteRecord record, String path, Map<String, String> query) {
        this.lookup = lookup;
        this.record = record;
        this.path = path;
        this.query = query;
    }

    /** Empty if the record lacks a field that it is searched by. */
    static Optional<Search> of(Lookup lookup, WriteRecord record) {
        Function<String, Optional<JsonNode>> values = Template.values(record);
        Map<String, String> query = new LinkedHashMap<>();
        for (Map.Entry<String, String> parameter : lookup.query().entrySet()) {
            Template.text(parameter.getValue(), values).ifPresent(text -> query.put(parameter.getKey(), text));
        }
        boolean known = query.size() == lookup.query().size()
                && lookup.same().stream()
                        .allMatch(field -> field.in(record.data()).isValueNode());
        return Template.path(lookup.path(), values)
                .filter(path -> known)
                .map(path -> new Search(lookup, record, path, query));
    }

    /** What the answer tells as the id; empty if no record is found. */
    Optional<JsonNode> run(Remote remote) {
        byte[] body = lookup.body()
                .map(template -> Remote.bytes(Template.document(template, record.data(), Template.values(record))))
                .orElse(NOTHING);
        return remote.ask(body.length == 0 ? "GET" : "POST", remote.address(path, query), Map.of(), body)
                .document()
                .flatMap(this::id);
    }

    private Optional<JsonNode> id(JsonNode document) {
        return candidates(document).stream()
                .filter(candidate -> lookup.same().stream()
                        .allMatch(field -> field.in(candidate)
                                .asText()
                                .equals(field.in(record.data()).asText())))
                .findFirst()
                .flatMap(lookup.id()::first);
    }

    private List<JsonNode> candidates(JsonNode document) {
        if (lookup.records().isEmpty()) {
            return List.of(document);
        }
        List<JsonNode> candidates = new ArrayList<>();
        lookup.records().get().first(document).ifPresent(list -> list.forEach(candidates::add));
        return candidates;
    }
}
