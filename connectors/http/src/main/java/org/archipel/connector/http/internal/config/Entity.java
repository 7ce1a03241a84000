package org.archipel.connector.http.internal.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import org.archipel.jsonpath.JsonPath;

/**
 * One kind of record and where it is.
 *
 * @param path below the endpoint
 * @param records the records in an answer
 * @param id the field that identifies a record
 * @param total the number of all records in an answer
 */
public record Entity(
        String name,
        String label,
        String path,
        JsonPath records,
        FieldPath id,
        Map<String, String> headers,
        Map<String, String> query,
        Optional<ModifiedSince> modifiedSince,
        Optional<ModifiedAt> modifiedAt,
        Optional<DeletionMark> deletionMark,
        Optional<PageSize> pageSize,
        Pagination pagination,
        Optional<JsonPath> total,
        Optional<WriteTemplate> create,
        Optional<WriteTemplate> update,
        Optional<WriteTemplate> delete) {
    public Entity {
        headers = Map.copyOf(headers);
        query = Map.copyOf(query);
    }

    /** How to ask for changes only; in a header rather than a query parameter if {@code inHeader}. */
    public record ModifiedSince(boolean inHeader, String name, TimeFormat format) {}

    /** Where a record tells when it changed. */
    public record ModifiedAt(FieldPath field, TimeFormat format) {}

    /** Which records are deleted ones: those whose field equals the value, or is there at all when no value is given. */
    public record DeletionMark(FieldPath field, Optional<JsonNode> value) {
        public boolean isOn(JsonNode record) {
            JsonNode mark = field.in(record);
            return value.map(mark::equals)
                    .orElseGet(() -> !mark.isMissingNode()
                            && !mark.isNull()
                            && !(mark.isBoolean() && !mark.booleanValue())
                            && !(mark.isTextual() && mark.textValue().isEmpty()));
        }
    }

    /** The parameter for the number of records on a page, and the most that the remote side accepts. */
    public record PageSize(String parameter, int max) {
        public int of(int limit) {
            return Math.min(limit, max);
        }
    }

    /**
     * A writing request.
     *
     * @param path with {@code {id}} and {@code {field}} places
     * @param id where the answer tells the record's id
     * @param body what is sent, with texts {@code {record}} and {@code {key}} in it that stand for the record and for the
     *     idempotency key; the record itself if there is none
     * @param keyHeader header that carries the idempotency key
     * @param lookup how a record is found whose creation was interrupted
     */
    public record WriteTemplate(
            String method,
            String path,
            Optional<JsonPath> id,
            Optional<JsonNode> body,
            String keyHeader,
            Optional<Lookup> lookup) {}

    /**
     * A request that finds a record by something that was written with it.
     *
     * @param query parameters, with {@code {key}} and {@code {field}} places
     * @param id where the answer tells the id; no match means that there is no such record
     */
    public record Lookup(String path, Map<String, String> query, JsonPath id) {
        public Lookup {
            query = Map.copyOf(query);
        }
    }
}
