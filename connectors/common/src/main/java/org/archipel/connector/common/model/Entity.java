package org.archipel.connector.common.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.archipel.jsonpath.JsonPath;

/**
 * One kind of record and where it is.
 *
 * @param id the field that identifies a record
 * @param listing how all are listed
 * @param changes how changes are listed, where that is another request
 * @param version where records tell their version; empty where they have none
 * @param one how a single record is read; empty if it cannot be, or would have other fields than a listing gives
 * @param detail path of one whole record, with places, where listings have only parts of it; empty if they have all
 */
public record Entity(
        String name,
        String label,
        FieldPath id,
        Optional<ModifiedAt> modifiedAt,
        Optional<DeletionMark> deletionMark,
        Listing listing,
        Optional<Listing> changes,
        Optional<Version> version,
        Optional<One> one,
        Optional<String> detail,
        Optional<WriteTemplate> create,
        Optional<WriteTemplate> update,
        Optional<WriteTemplate> delete) {
    /** Where a record tells when it changed. */
    public record ModifiedAt(FieldPath field, TimeFormat format) {}

    /**
     * How a change is made only of the version that was read (RFC 9110, section 13.1.1).
     *
     * @param field where a record tells its version; where it does not, the {@code ETag} header of its answer does
     * @param header the header that names the version; empty where the session names it in another way
     * @param path of one record, with places
     * @param query parameters of a request for it
     */
    public record Version(JsonPath field, String header, String path, Map<String, String> query) {
        public Version {
            query = Map.copyOf(query);
        }
    }

    /**
     * A request for one record.
     *
     * @param path with {@code {id}} places, and the query and the body with them as well
     * @param body what is sent; empty for nothing
     * @param record where the answer has it; the whole answer if empty
     * @param fields those that a listing gives, where the answer has more of them; empty if it has the same
     */
    public record One(
            String method,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            Optional<JsonNode> body,
            Optional<JsonPath> record,
            Set<String> fields) {
        public One {
            query = Map.copyOf(query);
            headers = Map.copyOf(headers);
            fields = Set.copyOf(fields);
        }

        /** A record that is got as it is listed. */
        static One got(String path, Map<String, String> query) {
            return new One("GET", path, query, Map.of(), Optional.empty(), Optional.empty(), Set.of());
        }
    }

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

    /**
     * A writing request.
     *
     * @param path with {@code {id}} and {@code {field}} places
     * @param query parameters, with places as well
     * @param id where the answer tells the record's id
     * @param body what is sent, with texts {@code {record}} and {@code {key}} in it that stand for the record and for the
     *     idempotency key; the record itself if there is none
     * @param omitted fields of the record that are not sent
     * @param keyHeader header that carries the idempotency key; empty for none
     * @param repeatable whether a creation may be sent again at any time, since the remote side knows it by its key or by its content; by
     *     default it may where it carries a key and nothing tells how to look it up
     * @param lookup how a record is found whose creation was interrupted
     * @param otherwise the request for records that lack a field of the path; empty if they cannot be written
     */
    public record WriteTemplate(
            String method,
            String path,
            Map<String, String> query,
            Optional<JsonPath> id,
            Optional<JsonNode> body,
            List<String> omitted,
            String keyHeader,
            boolean repeatable,
            Optional<Lookup> lookup,
            Optional<WriteTemplate> otherwise) {
        public WriteTemplate {
            query = Map.copyOf(query);
            omitted = List.copyOf(omitted);
        }
    }

    /**
     * A request that finds a record by something that was written with it.
     *
     * @param query parameters, with {@code {key}} and {@code {field}} places
     * @param body what is sent, with places; empty for a request by GET
     * @param id where the answer tells the id; no match means that there is no such record
     * @param records the candidates in the answer, of which {@code id} is then a part; empty if the answer has no others
     * @param same fields in which the record equals the one that was sent, where the remote side finds others as well
     */
    public record Lookup(
            String path,
            Map<String, String> query,
            Optional<JsonNode> body,
            JsonPath id,
            Optional<JsonPath> records,
            List<FieldPath> same) {
        public Lookup {
            query = Map.copyOf(query);
            same = List.copyOf(same);
        }
    }
}
